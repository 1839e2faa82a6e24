"""The backward pass runs twice on a retained graph, so every gradient is doubled."""

mistake = "backward-twice"
fails = ["check_auto_backward"]

# %% auto_backward
def auto_backward(self):
    self.loss.backward(retain_graph=True)
    self.loss.backward()


Automatic2Layer.backward = auto_backward
