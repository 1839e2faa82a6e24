"""Inputs and known mistakes of the checks in xor_perceptron; never released."""

import numpy as np
from gradspecs import Specs, drop, replace, swap

specs = Specs()


def derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def falling(z):
    return 1 / (1 + np.exp(z))


# ---------------------------------------------------------------------------------------------- data and start weights
specs.values("check_encode", "X", "y", otherwise="wrong-table")


# ---------------------------------------------------------------------------------------------------------- the sigmoid
@specs.inputs(
    "sigmoid",
    returns="sigmoid(z)",
    example=[{}, {"values": [-1000.0, 1000.0], "label": " at ±1000"}],
    hidden=[
        {"shape": (7,)},
        {"shape": (6, 1)},
        {"shape": (2, 3, 4)},
        {"shape": (320, 2)},
        {"values": [[-800.0], [0.0], [750.0]]},
        {"values": 0.7},
    ],
)
def entries(draw, shape=(2, 3), values=None):
    return [draw.uniform(*shape, low=-5, high=5) if values is None else np.array(values)]


FORMULA = "1 / (1 + np.exp(-z))"
specs.mistakes(
    "check_sigmoid",
    {
        "derivative-for-function": swap(FORMULA, f"{FORMULA} * (1 - {FORMULA})"),
        "wrong-activation": [swap(FORMULA, "np.tanh(z)"), swap(FORMULA, "np.maximum(0, z)")],
        "exponent-sign": swap("-z", "z"),
        "reciprocal-missing": swap("1 / (1 + np.exp(-z))", "1 + np.exp(-z)"),
    },
)


# ----------------------------------------------------------------------------------------------------- the forward pass
@specs.inputs(
    "forward",
    returns=("hidden_layer", "y_output"),
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5},
        {"rows": 1, "inputs": 4, "hidden": 3},
        {"rows": 6, "hidden": 2, "outputs": 1},
        {"rows": 8, "inputs": 3, "hidden": 4, "wide": 5},
        {"rows": 310, "inputs": 3, "hidden": 4},
    ],
    notebook={"rows": 4, "inputs": 2, "hidden": 3, "outputs": 1},
    facts={"rows": "rows"},
)
def network(draw, rows=7, inputs=5, hidden=11, outputs=3, wide=1):
    return (
        draw.normal(rows, inputs, scale=wide),
        draw.normal(inputs, hidden),
        draw.normal(hidden, outputs, scale=wide),
    )


specs.mistakes(
    "check_forward",
    {
        "activation-missing": [
            swap("sigmoid(z_hidden)", "z_hidden"),
            swap("sigmoid(z_output)", "z_output"),
            drop("sigmoid"),
        ],
        "activation-twice": [
            swap("sigmoid(z_hidden)", "sigmoid(sigmoid(z_hidden))"),
            swap("sigmoid(z_output)", "sigmoid(sigmoid(z_output))"),
        ],
        "derivative-for-function": replace("sigmoid", derivative),
        "wrong-activation": [
            replace("sigmoid", np.tanh),
            replace("sigmoid", relu),
            swap("sigmoid(z_hidden)", "np.tanh(z_hidden)"),
            swap("sigmoid(z_hidden)", "np.maximum(0, z_hidden)"),
        ],
        "exponent-sign": replace("sigmoid", falling),
    },
)


# -------------------------------------------------------------------------------------------------------------- the loss
@specs.inputs(
    "loss",
    returns="the loss",
    hidden=[
        {"rows": 4, "outputs": 3},
        {"rows": 1, "outputs": 2},
        {"rows": 6, "outputs": 1},
        {"rows": 310, "outputs": 3},
    ],
    facts={"rows": "rows", "outputs": "outputs"},
)
def outputs(draw, rows=7, outputs=3):
    return draw.classes(rows, outputs), draw.uniform(rows, outputs, low=0.05, high=0.95)


SUM = "0.5 * np.sum((y_true - y_output) ** 2)"
BCE = "-np.{}(y_true * np.log(y_output) + (1 - y_true) * np.log(1 - y_output))"
specs.mistakes(
    "check_loss",
    {
        "absolute-error": [
            swap(SUM, "0.5 * np.sum(np.abs(y_true - y_output))"),
            swap(SUM, "np.sum(np.abs(y_true - y_output))"),
            swap(SUM, "np.mean(np.abs(y_true - y_output))"),
        ],
        "sum-then-square": [
            swap(SUM, "0.5 * np.sum(y_true - y_output) ** 2"),
            swap(SUM, "np.sum(y_true - y_output) ** 2"),
        ],
        "signed-error": [
            swap(SUM, "0.5 * np.sum(y_true - y_output)"),
            swap(SUM, "0.5 * np.sum(y_output - y_true)"),
            swap(SUM, "np.sum(y_true - y_output)"),
        ],
        "root-taken": [
            swap(SUM, "np.sqrt(np.sum((y_true - y_output) ** 2))"),
            swap(SUM, "np.sqrt(np.mean((y_true - y_output) ** 2))"),
            swap(SUM, "0.5 * np.sqrt(np.sum((y_true - y_output) ** 2))"),
        ],
        "row-missing": [
            swap("(y_true - y_output)", "(y_true - y_output)[1:]"),
            swap("(y_true - y_output)", "(y_true - y_output)[:-1]"),
            swap("(y_true - y_output)", "(y_true - y_output)[:4]"),
        ],
        "one-output-only": swap("(y_true - y_output)", "(y_true - y_output)[:, 0]"),
        "outer-product": [
            swap(SUM, "0.5 * np.sum((y_true - y_output).T @ (y_true - y_output))"),
            swap(SUM, "0.5 * np.sum((y_true - y_output) @ (y_true - y_output).T)"),
        ],
        "mean-of-squares": swap(SUM, "np.mean((y_true - y_output) ** 2)"),
        "wrong-loss": [swap(SUM, BCE.format("sum")), swap(SUM, BCE.format("mean"))],
    },
)


# --------------------------------------------------------------------------------------------------------- the gradients
@specs.inputs(
    "backpropagate",
    returns=("grad_hidden", "grad_output"),
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5},
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2},
        {"rows": 6, "inputs": 5, "hidden": 2, "outputs": 1},
        {"rows": 310, "inputs": 3, "hidden": 4, "outputs": 2},
    ],
    notebook={"rows": 4, "inputs": 2, "hidden": 3, "outputs": 1},
    facts={"rows": "rows", "outputs": "outputs"},
)
def activations(draw, rows=7, inputs=5, hidden=11, outputs=3):
    X, y_true, hidden_layer = (
        draw.normal(rows, inputs),
        draw.classes(rows, outputs),
        draw.sigmoids(rows, hidden),
    )
    output_weights = draw.normal(hidden, outputs)
    return X, y_true, hidden_layer, sigmoid(hidden_layer @ output_weights), output_weights


AT_OUTPUT, AT_HIDDEN = " * y_output * (1 - y_output)", " * hidden_layer * (1 - hidden_layer)"
ERROR = "-(y_true - y_output)"


def both(of_output, of_hidden):
    return swap(AT_OUTPUT, of_output) + swap(AT_HIDDEN, of_hidden)


SIGMA = replace("_sigmoid", sigmoid)
TWICE = " * _sigmoid({0}) * (1 - _sigmoid({0}))"
LOGIT = " * np.log({0} / (1 - {0})) * (1 - np.log({0} / (1 - {0})))"
at_output = {
    "output-derivative-missing": drop(AT_OUTPUT),
    "activation-of-activation": SIGMA + swap(AT_OUTPUT, TWICE.format("y_output")),
    "derivative-of-preactivation": swap(AT_OUTPUT, LOGIT.format("y_output")),
    "derivative-twice": swap(AT_OUTPUT, AT_OUTPUT * 2),
    "derivative-incomplete": [swap(AT_OUTPUT, " * y_output"), swap(AT_OUTPUT, " * (1 - y_output)")],
    "wrong-derivative": swap(AT_OUTPUT, " * (1 - y_output**2)"),
    "error-missing": drop(ERROR + " * "),
    "one-row-only": [
        swap("hidden_layer.T @ delta_output", "hidden_layer[:1].T @ delta_output[:1]")
        + swap("X.T @ delta_hidden", "X[:1].T @ delta_hidden[:1]"),
        swap("hidden_layer.T @ delta_output", "hidden_layer[-1:].T @ delta_output[-1:]")
        + swap("X.T @ delta_hidden", "X[-1:].T @ delta_hidden[-1:]"),
    ],
    "row-missing": [
        swap("hidden_layer.T @ delta_output", "hidden_layer[1:].T @ delta_output[1:]")
        + swap("X.T @ delta_hidden", "X[1:].T @ delta_hidden[1:]"),
        swap("hidden_layer.T @ delta_output", "hidden_layer[:-1].T @ delta_output[:-1]")
        + swap("X.T @ delta_hidden", "X[:-1].T @ delta_hidden[:-1]"),
    ],
    "one-output-only": swap("- y_output)", "- y_output) * (np.arange(y_true.shape[1]) == 0)"),
}
specs.mistakes("check_grad_output", at_output)
specs.mistakes(
    "check_grad_hidden",
    at_output
    | {
        "hidden-derivative-missing": drop(AT_HIDDEN),
        "derivatives-missing": drop(AT_OUTPUT) + drop(AT_HIDDEN),
        "activation-of-activation": [
            SIGMA + swap(AT_OUTPUT, TWICE.format("y_output")),
            SIGMA + swap(AT_HIDDEN, TWICE.format("hidden_layer")),
            SIGMA + both(TWICE.format("y_output"), TWICE.format("hidden_layer")),
        ],
        "derivative-of-preactivation": [
            swap(AT_OUTPUT, LOGIT.format("y_output")),
            swap(AT_HIDDEN, LOGIT.format("hidden_layer")),
        ],
        "derivative-twice": [swap(AT_OUTPUT, AT_OUTPUT * 2), swap(AT_HIDDEN, AT_HIDDEN * 2)],
        "derivative-incomplete": [
            swap(AT_OUTPUT, " * y_output"),
            swap(AT_OUTPUT, " * (1 - y_output)"),
            swap(AT_HIDDEN, " * hidden_layer"),
            swap(AT_HIDDEN, " * (1 - hidden_layer)"),
        ],
        "wrong-derivative": [
            swap(AT_OUTPUT, " * (1 - y_output**2)"),
            swap(AT_HIDDEN, " * (1 - hidden_layer**2)"),
            both(" * (1 - y_output**2)", " * (1 - hidden_layer**2)"),
        ],
    },
)


# -------------------------------------------------------------------------------------------------------------- training
@specs.inputs(
    "train",
    returns=("hidden_weights", "output_weights", "losses"),
    example=[
        {"epochs": 1, "label": " after one update"},
        {"epochs": 3, "label": " after three updates", "facts": {"otherwise": "updates-differ"}},
    ],
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5, "epochs": 1, "lr": 0.3},
        {"inputs": 2, "hidden": 6, "outputs": 5, "epochs": 3, "lr": 0.3, "seed": 5},
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2, "epochs": 3, "lr": 1.7},
        {"rows": 8, "inputs": 3, "hidden": 4, "outputs": 2, "epochs": 3, "lr": 5.0, "seed": 8},
        {"rows": 310, "inputs": 2, "hidden": 3, "outputs": 1, "epochs": 2, "lr": 0.02},
        {
            "xor": True,
            "hidden": 3,
            "epochs": 600,
            "lr": 2.0,
            "seed": 5,
            "only": ["check_train"],
            "facts": {"tolerance": 1e-4},
        },
        {"xor": True, "hidden": 3, "epochs": 40, "lr": 0.001, "scale": 0.3},
    ],
    notebook={"rows": 4, "inputs": 2, "hidden": 3, "outputs": 1},
    facts={"rows": "rows", "outputs": "outputs", "learning_rate": "lr"},
    starts={"hidden_weights": "hidden_weights", "output_weights": "output_weights"},
)
def run(draw, rows=7, inputs=5, hidden=11, outputs=3, epochs=1, lr=0.7, xor=False, scale=1):
    if xor:
        X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
        inputs, outputs = 2, 1
    else:
        X, y = draw.normal(rows, inputs), draw.classes(rows, outputs)
    return (
        X,
        y,
        draw.normal(inputs, hidden, scale=scale),
        draw.normal(hidden, outputs, scale=scale),
        epochs,
        lr,
    )


STEP_HIDDEN = "        hidden_weights = hidden_weights - lr * grad_hidden\n"
STEP_OUTPUT = "        output_weights = output_weights - lr * grad_output"
FORWARD = "        hidden_layer, y_output = forward(X, hidden_weights, output_weights)\n"
BACK = "backpropagate(X, y, hidden_layer, y_output, output_weights)"
training = {
    "updated-weights-used": [
        swap(
            f"        grad_hidden, grad_output = {BACK}\n{STEP_HIDDEN}{STEP_OUTPUT}",
            f"        output_weights = output_weights - lr * {BACK}[1]\n"
            f"        hidden_weights = hidden_weights - lr * {BACK}[0]",
        ),
        swap(
            f"        grad_hidden, grad_output = {BACK}\n{STEP_HIDDEN}{STEP_OUTPUT}",
            f"        hidden_weights = hidden_weights - lr * {BACK}[0]\n"
            f"{FORWARD}        output_weights = output_weights - lr * {BACK}[1]",
        ),
    ],
    "not-full-batch": swap(
        f"        grad_hidden, grad_output = {BACK}\n{STEP_HIDDEN}{STEP_OUTPUT}",
        "        for k in range(len(X)):\n"
        "            h, o = forward(X[k : k + 1], hidden_weights, output_weights)\n"
        "            gh, go = backpropagate(X[k : k + 1], y[k : k + 1], h, o, output_weights)\n"
        "            hidden_weights, output_weights = hidden_weights - lr * gh, output_weights - lr * go",
    ),
    "one-update-too-many": swap("range(epochs)", "range(epochs + 1)"),
    "one-update-too-few": swap("range(epochs)", "range(max(1, epochs - 1))"),
    "stale-activations": swap(
        "    for _ in range(epochs):\n" + FORWARD, FORWARD[4:] + "    for _ in range(epochs):\n"
    ),
}
specs.mistakes("check_train", training)
NOTED = "        losses.append(loss(y, y_output))\n"
specs.mistakes(
    "check_losses",
    {
        "history-after-update": swap(NOTED, "")
        + swap(STEP_OUTPUT, f"{STEP_OUTPUT}\n{FORWARD}        losses.append(loss(y, y_output))"),
    },
)


@specs.also_right("check_losses")
def own_losses(train, reference, X, y, hidden_weights, output_weights, epochs, lr):
    weights = [(hidden_weights, output_weights)]
    weights += [train(X, y, hidden_weights, output_weights, k, lr)[:2] for k in range(1, epochs)]
    return {"losses": [reference.loss(y, reference.forward(X, *pair)[1]) for pair in weights]}


# ------------------------------------------------------------------------------------------------------------ the classes
@specs.inputs(
    "predict",
    returns="predict(...)",
    hidden=[
        {"rows": 9, "hidden": 4, "outputs": 1},
        {"rows": 6, "inputs": 3, "outputs": 2},
        {"rows": 1, "inputs": 2, "hidden": 3, "outputs": 1},
        {"rows": 310, "inputs": 2, "hidden": 3, "outputs": 1},
        {"rows": 6, "tie": True, "facts": {"otherwise": "tie-above"}},
    ],
    notebook={"rows": 4, "inputs": 2, "hidden": 3, "outputs": 1},
)
def trained(draw, rows=7, inputs=5, hidden=11, outputs=3, tie=False):
    weights = draw.normal(hidden, outputs, scale=3)
    return (
        draw.normal(rows, inputs),
        draw.normal(inputs, hidden, scale=3),
        0 * weights if tie else weights,
    )


specs.mistakes("check_predict", {})
