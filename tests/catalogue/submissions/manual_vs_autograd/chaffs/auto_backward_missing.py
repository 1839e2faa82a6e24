"""The loss is looked at, its backward pass never called."""
mistake = "grad-empty"
fails = ["check_auto_backward"]

# %% auto_backward
def auto_backward(self):
    print("loss", self.loss.item())


Automatic2Layer.backward = auto_backward
