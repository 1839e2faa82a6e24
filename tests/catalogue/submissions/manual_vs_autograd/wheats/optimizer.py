"""A torch Module with Parameters, and SGD for the update."""

# %% auto_class
class Automatic2Layer(torch.nn.Module):
    def __init__(self, manual_model):
        super().__init__()
        self.learning_rate = manual_model.learning_rate
        self.W1 = torch.nn.Parameter(manual_model.W1.clone())
        self.b1 = torch.nn.Parameter(manual_model.b1.clone())
        self.W2 = torch.nn.Parameter(manual_model.W2.clone())
        self.b2 = torch.nn.Parameter(manual_model.b2.clone())
        self.optimizer = torch.optim.SGD(self.parameters(), lr=self.learning_rate)

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.BCELoss()(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss

# %% auto_update
def auto_update(self):
    self.optimizer.step()
    self.optimizer.zero_grad()


Automatic2Layer.update = auto_update
