"""New tensors under no_grad: nobody watches them."""
mistake = "requires-grad-lost"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        for name in PARAMETERS:
            old = getattr(self, name)
            setattr(self, name, old - self.learning_rate * old.grad)


Automatic2Layer.update = auto_update
