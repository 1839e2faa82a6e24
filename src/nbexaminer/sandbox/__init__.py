"""The cage: bubblewrap, seccomp, limits, and the zygote from which sandboxed kernels are forked.

The settings are in `settings`, a running kernel is a `kernel.SandboxedKernel`, and `zygote.start_kernel` starts one. What runs
inside the cage before the student's code does is in `inside`.
"""
