"""The cage: bubblewrap, seccomp, limits, and the zygote from which sandboxed kernels are forked."""
