"""A training that tells of each epoch: through logging, a stream that was kept, and the kernel's first standard output."""

# %% backpropagate
import logging
import os
import sys

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(message)s")
log = logging.getLogger("training")
kept = sys.stdout


def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    delta = (y_output - y_true) * y_output * (1 - y_output)
    log.debug("delta %s", delta.shape)
    hidden_delta = delta @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ hidden_delta, hidden_layer.T @ delta


# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for epoch in range(epochs):
        hidden_layer, y_output = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, y_output))
        log.info("epoch %s has loss %.5f", epoch, losses[-1])
        if epoch % 100 == 0:
            print(epoch, losses[-1], file=kept, flush=True)
            print(epoch, file=sys.__stdout__, flush=True)
            os.write(2, b".")
        grad_hidden, grad_output = backpropagate(X, y, hidden_layer, y_output, output_weights)
        hidden_weights = hidden_weights - lr * grad_hidden
        output_weights = output_weights - lr * grad_output
    return hidden_weights, output_weights, losses
