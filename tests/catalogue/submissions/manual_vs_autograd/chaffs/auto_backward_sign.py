"""The negative loss goes backward."""
mistake = "sign"
fails = ["check_auto_backward"]

# %% auto_backward
def auto_backward(self):
    (-self.loss).backward()


Automatic2Layer.backward = auto_backward
