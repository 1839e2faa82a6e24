"""A second walk through the retained graph doubles the gradients."""
mistake = "backward-twice"
fails = ["check_auto_backward"]

# %% auto_backward
def auto_backward(self):
    for _ in range(2):
        self.loss.backward(retain_graph=True)


Automatic2Layer.backward = auto_backward
