"""Sends the grader messages of kinds that do not exist, without parents, with broken content and far too large."""

wins = "crash"
elsewhere = "a grader that believes that a kernel's messages have the right form"

# %% after show
kernel = get_ipython().kernel
parent = kernel.get_parent("shell")
for kind, content in (
    ("error", {"ename": None, "evalue": ["x"], "traceback": 7}),
    ("execute_result", {"data": {"text/plain": 3, "text/html": None}, "metadata": 0, "execution_count": "a"}),
    ("display_data", {"data": {"application/json": {"a": [1, 2]}, "text/html": {"b": 1}}, "metadata": {}}),
    ("stream", {"name": "elsewhere", "text": 5}),
    ("update_display_data", {"data": {}, "metadata": {}, "transient": {"display_id": "x"}}),
    ("clear_output", {"wait": "maybe"}),
    ("no_such_kind", {}),
    ("stream", {"name": "stdout", "text": "x" * 20_000_000}),
):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "orphan"}, parent={})
