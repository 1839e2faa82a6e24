"""backward is called twice on the same graph."""
mistake = "graph-used-twice"
fails = ["check_auto_backward"]

# %% auto_backward
def auto_backward(self):
    self.loss.backward()
    self.loss.backward()


Automatic2Layer.backward = auto_backward
