"""The learning rate is applied twice."""
mistake = "learning-rate-twice"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        steps = [lr * g for g in backpropagate(X, y, h, out, output_weights)]
        hidden_weights = hidden_weights - lr * steps[0]
        output_weights = output_weights - lr * steps[1]
    return hidden_weights, output_weights, losses
