"""Hands in the files in which the programs that run a notebook look for settings: they switch off errors and run code."""

wins = "points"
elsewhere = "a kernel or a server that reads settings in the folder where it starts, as IPython once did"

# %% submission
run = "c.InteractiveShellApp.exec_lines = ['import checks', 'checks.check = lambda *a, **k: lambda body: None']\n"
run += "c.ExecutePreprocessor.allow_errors = True\nc.Sandbox.enabled = False\n"
for name in ("ipython_config.py", "ipython_kernel_config.py", "jupyter_config.py", "jupyter_nbconvert_config.py"):
    (folder / name).write_text(f"c = get_config()\n{run}")
(folder / "nbgrader_config.py").write_text(f"c = get_config()\n{run}")
(folder / ".env").write_text("PYTHONPATH=.\nPYTHONSTARTUP=ipython_config.py\n")
(folder / "pyvenv.cfg").write_text("home = .\ninclude-system-site-packages = false\n")
(folder / "profile_default" / "startup").mkdir(parents=True)
(folder / "profile_default" / "startup" / "00.py").write_text("import builtins\nbuiltins.AssertionError = Warning\n")
(folder / "conftest.py").write_text("raise SystemExit\n")

# %% after show
pass
