"""Inputs and known mistakes of the checks in numpy_regression; never released."""

import numpy as np
from gradspecs import Specs, drop, replace, swap

specs = Specs()


def relu(z):
    return np.maximum(z, 0)


def step(z):
    return np.where(z > 0, 1.0, 0.0)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def softplus(z):
    return np.logaddexp(0, z)


def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


ACTIVATIONS = (
    replace("_sigmoid", sigmoid)
    + replace("_softmax", softmax)
    + replace("_softplus", softplus)
    + replace("_elu", elu)
)


def activation(old, new):
    """A change that uses one of the other activation functions."""
    return ACTIVATIONS + swap(old, new)


# ----------------------------------------------------------------------------------------------------- the forward pass
def network(draw, rows, inputs, hidden, outputs, scale, zeros):
    """Inputs and weights; with `zeros`, the first row is zero, and with it all its weighted sums."""
    x = draw.normal(rows, inputs, scale=scale)
    x[: int(zeros)] = 0
    return x, draw.normal(inputs, hidden), draw.normal(hidden, outputs)


EXAMPLE = {"seed": 13}
"""Every row and every unit is active somewhere and inactive somewhere else, and every output is positive and negative."""
SIZES = [
    {"inputs": 2, "hidden": 6},
    {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2},
    {"rows": 6, "hidden": 2, "outputs": 1},
    {"rows": 8, "inputs": 3, "outputs": 2, "scale": 0.2},
    {"rows": 5, "inputs": 3, "hidden": 6, "outputs": 2, "zeros": True},
    {"rows": 4, "inputs": 3, "hidden": 5, "outputs": 2, "scale": 3000.0},
    {"rows": 310, "inputs": 3, "hidden": 4, "outputs": 2},
    {
        "rows": 66,
        "inputs": 160,
        "hidden": 30,
        "outputs": 11,
        "scale": 2.5,
    },  # as large as the notebook's own numbers
]


@specs.inputs(
    "forward",
    returns=("h", "h_relu", "y_pred"),
    example=EXAMPLE,
    hidden=SIZES,
    facts={"rows": "rows"},
)
def inputs_and_weights(draw, rows=7, inputs=5, hidden=4, outputs=3, scale=10.0, zeros=False):
    return network(draw, rows, inputs, hidden, outputs, scale, zeros)


RELU = "np.maximum(h, 0)"
OUTPUT = "h_relu.dot(w2)"
specs.mistakes(
    "check_forward",
    {
        "preactivation-overwritten": swap(RELU, "np.maximum(h, 0, out=h)"),
        # y_pred is right here: h_relu comes before it, and wrong outputs tell that h stands in h_relu's place there only
        "activation-missing": swap(RELU, "h.copy()") + swap(OUTPUT, "np.maximum(h, 0).dot(w2)"),
        "wrong-activation": [
            activation(RELU, "_sigmoid(h)"),
            activation(RELU, "_softplus(h)"),
            activation(RELU, "_elu(h)"),
            swap(RELU, "np.tanh(h)"),
            swap(RELU, "np.abs(h)"),
            swap(RELU, "np.minimum(h, 0)"),
            swap(RELU, "np.maximum(-h, 0)"),
            swap(RELU, "np.maximum(h, 1)"),
            swap(RELU, "np.maximum(h, 0.01 * h)"),
            swap(RELU, "np.maximum(h, 0.1 * h)"),
        ],
        "derivative-for-function": swap(RELU, "np.where(h > 0, 1.0, 0.0)"),
        "preactivation-for-activation": swap(OUTPUT, "h.dot(w2)"),
        "activation-on-output": [
            swap(OUTPUT, "np.maximum(h_relu.dot(w2), 0)"),
            swap(OUTPUT, "np.tanh(h_relu.dot(w2))"),
            activation(OUTPUT, "_sigmoid(h_relu.dot(w2))"),
            activation(OUTPUT, "_softmax(h_relu.dot(w2))"),
        ],
    },
)


# -------------------------------------------------------------------------------------------------------------- the cost
@specs.inputs(
    "cost",
    returns="the cost",
    hidden=[
        {"outputs": 4},
        {"rows": 14, "outputs": 4},
        {"rows": 1, "outputs": 4},
        {"rows": 6, "outputs": 1},
        {"rows": 5, "outputs": 2, "scale": 0.001},
        {"rows": 66, "outputs": 11, "scale": 100.0},
        {"rows": 310, "outputs": 3},
        {"rows": 5, "outputs": 2, "same": True},
    ],
    facts={"rows": "rows", "outputs": "outputs"},
)
def outputs_and_targets(draw, rows=7, outputs=3, scale=1.0, same=False):
    y = draw.normal(rows, outputs)
    return y if same else draw.normal(rows, outputs, scale=2 * scale), y * 1 if same else scale * y


SUM = "np.square(y_pred - y).sum()"
specs.mistakes(
    "check_cost",
    {
        "absolute-error": [
            swap(SUM, "np.abs(y_pred - y).sum()"),
            swap(SUM, "np.abs(y_pred - y).mean()"),
            swap(SUM, "np.abs(y_pred - y).sum() / len(y)"),
        ],
        "signed-error": [
            swap(SUM, "(y_pred - y).sum()"),
            swap(SUM, "(y - y_pred).sum()"),
            swap(SUM, "(y_pred - y).mean()"),
            swap(SUM, "(y - y_pred).mean()"),
        ],
        "sum-then-square": [
            swap(SUM, "(y_pred - y).sum() ** 2"),
            swap(SUM, "(y_pred - y).mean() ** 2"),
        ],
        "root-taken": [
            swap(SUM, "np.sqrt(np.square(y_pred - y).sum())"),
            swap(SUM, "np.sqrt(np.square(y_pred - y).mean())"),
            swap(SUM, "np.sqrt(np.square(y_pred - y).sum() / len(y))"),
            swap(SUM, "np.sqrt(np.square(y_pred - y).sum(axis=1)).sum()"),
            swap(SUM, "np.sqrt(np.square(y_pred - y).sum(axis=0)).sum()"),
        ],
        "outer-product": [
            swap(SUM, "(y_pred - y).dot((y_pred - y).T).sum()"),
            swap(SUM, "(y_pred - y).T.dot(y_pred - y).sum()"),
        ],
        "wrong-loss": swap("y_pred - y", "y_pred + y"),
        "row-missing": [
            swap("(y_pred - y)", "((y_pred - y)[1:])"),
            swap("(y_pred - y)", "((y_pred - y)[:-1])"),
        ],
        "one-output-only": swap("(y_pred - y)", "((y_pred - y)[:, 0])"),
        "notebook-size": [swap(SUM, SUM + " / 64"), swap(SUM, SUM + " / 640")],
    },
)


# --------------------------------------------------------------------------------------------------------- the gradients
@specs.inputs(
    "backward",
    returns=("grad_w1", "grad_w2"),
    example=EXAMPLE,
    hidden=SIZES,
    facts={"rows": "rows", "outputs": "outputs", "learning_rate": 1e-6},
)
def activations(draw, rows=7, inputs=5, hidden=4, outputs=3, scale=10.0, zeros=False):
    x, w1, w2 = network(draw, rows, inputs, hidden, outputs, scale, zeros)
    h = x @ w1
    return x, draw.normal(rows, outputs, scale=30), h, relu(h), relu(h) @ w2, w2


ERROR = "2 * (y_pred - y)"
HALF = swap(ERROR, "(y_pred - y)")
MASK = "    grad_h[h < 0] = 0\n"


def with_half(*edits):
    """Mistakes alone, and together with a forgotten factor 2."""
    return [*edits, *(HALF + edit for edit in edits)]


def masked(new):
    """Another line in place of the mask's."""
    return swap(MASK, f"    {new}\n")


at_output = {
    "activation-on-output": [
        swap(ERROR, "2 * (y_pred - y) * (y_pred > 0)"),
        swap(ERROR, "(y_pred - y) * (y_pred > 0)"),
        swap(ERROR, "2 * (y_pred - y) * y_pred * (1 - y_pred)"),
        activation(ERROR, "2 * (y_pred - y) * _sigmoid(y_pred) * (1 - _sigmoid(y_pred))"),
    ],
    "error-missing": [
        swap(ERROR, "2 * y_pred"),
        swap(ERROR, "y_pred"),
        swap(ERROR, "2 * y"),
        swap(ERROR, "y"),
    ],
    "loss-not-differentiated": [
        swap(ERROR, "(y_pred - y) ** 2"),
        swap(ERROR, "2 * (y_pred - y) ** 2"),
    ],
    "absolute-error": [
        swap(ERROR, "np.sign(y_pred - y)"),
        swap(ERROR, "2 * np.sign(y_pred - y)"),
        swap(ERROR, "np.abs(y_pred - y)"),
        swap(ERROR, "2 * np.abs(y_pred - y)"),
    ],
    "notebook-size": [
        swap(ERROR, f"{ERROR} / 64"),
        swap(ERROR, f"{ERROR} / 640"),
        swap(ERROR, "(y_pred - y) / 64"),
    ],
    "row-missing": [
        swap("h_relu.T.dot(grad_y_pred)", "h_relu[1:].T.dot(grad_y_pred[1:])")
        + swap("x.T.dot(grad_h)", "x[1:].T.dot(grad_h[1:])"),
        swap("h_relu.T.dot(grad_y_pred)", "h_relu[:-1].T.dot(grad_y_pred[:-1])")
        + swap("x.T.dot(grad_h)", "x[:-1].T.dot(grad_h[:-1])"),
    ],
}
specs.mistakes(
    "check_grad_w2",
    at_output
    | {
        "preactivation-for-activation": with_half(swap("h_relu.T.dot", "h.T.dot")),
        "derivative-for-function": with_half(swap("h_relu.T.dot", "(h > 0).T.dot")),
    },
)
specs.mistakes(
    "check_grad_w1",
    at_output
    | {
        "activation-on-output": [
            *at_output["activation-on-output"],
            *with_half(
                swap("grad_y_pred.dot(w2.T)", "(grad_y_pred * (y_pred > 0)).dot(w2.T)"),
                masked("")
                + swap("grad_y_pred.dot(w2.T)", "(grad_y_pred * (y_pred > 0)).dot(w2.T)"),
            )[:3],
        ],
        "hidden-derivative-missing": with_half(drop(MASK)),
        "mask-inverted": with_half(swap("h < 0", "h > 0")),
        "mask-from-upstream": [
            *with_half(swap("h < 0", "grad_h_relu < 0"), swap("h < 0", "grad_h_relu > 0")),
            swap("h < 0", "(h < 0) | (grad_h_relu < 0)"),
            swap("x.T.dot(grad_h)", "np.maximum(x.T.dot(grad_h), 0)"),
            swap("x.T.dot(grad_h)", "np.maximum(x.T.dot(grad_h_relu), 0)"),
        ],
        "mask-value": [
            masked("grad_h[h < 0] = 1"),
            masked("grad_h[h < 0] = -1"),
            masked("grad_h[h > 0] = 1"),
            masked("grad_h = np.where(h > 0, 1.0, 0.0)"),
            masked("grad_h[h < 0] = h[h < 0]"),
            masked("grad_h[h > 0] = h[h > 0]"),
        ],
        "function-for-derivative": with_half(masked("grad_h *= h_relu"), masked("grad_h *= h")),
        "wrong-derivative": [
            masked("grad_h *= h_relu * (1 - h_relu)"),
            masked("grad_h *= h * (1 - h)"),
            masked("grad_h *= 1 - h_relu**2"),
            masked("grad_h *= 1 - np.tanh(h) ** 2"),
            masked("grad_h *= np.sign(h)"),
            masked("grad_h[h < 0] *= 0.01"),
            masked("grad_h[h < 0] *= 0.1"),
            activation(MASK, "    grad_h *= _sigmoid(h) * (1 - _sigmoid(h))\n"),
            activation(MASK, "    grad_h *= _sigmoid(h)\n"),
        ],
        "error-missing": [
            *at_output["error-missing"],
            masked("grad_h = h_relu"),
            masked("grad_h = h"),
        ],
    },
)


@specs.also_right("check_grad_w1")
def gradients_exchanged(backward, reference, *given):
    """Both gradients right and in the wrong order is a matter of the check of grad_w2."""
    first, second = backward(*given)
    grad_w1, grad_w2 = reference.backward(*given)
    exchanged = np.shape(first) == grad_w2.shape and np.allclose(first, grad_w2)
    exchanged = exchanged and np.shape(second) == grad_w1.shape and np.allclose(second, grad_w1)
    return {"grad_w1": grad_w2} if exchanged else {}


# ------------------------------------------------------------------------------------------------------------ the update
@specs.inputs(
    "update",
    returns=("w1", "w2"),
    hidden=[
        {"inputs": 2, "hidden": 6, "rate": 0.7, "scale": 1.5},
        {"inputs": 4, "hidden": 3, "outputs": 2, "rate": 3e-5, "scale": 3e4},
        {"inputs": 5, "hidden": 2, "outputs": 1, "rate": 0.01, "scale": 100.0},
        {"inputs": 120, "hidden": 30, "outputs": 11, "rate": 1e-6, "scale": 1e6},
        {"inputs": 3, "hidden": 4, "outputs": 2, "rate": 1.3, "scale": 0.0},
    ],
    facts={"learning_rate": "learning_rate"},
    starts={"w1": "w1", "w2": "w2"},
)
def weights_and_gradients(draw, inputs=5, hidden=4, outputs=3, rate=3e-4, scale=1500.0):
    w1, w2 = draw.normal(inputs, hidden), draw.normal(hidden, outputs)
    return (
        w1,
        w2,
        draw.normal(inputs, hidden, scale=scale),
        draw.normal(hidden, outputs, scale=scale),
        rate,
    )


specs.mistakes(
    "check_update",
    {
        "learning-rate-ignored": swap("learning_rate * grad", "1e-6 * grad"),
        "step-for-weights": [
            drop("w1 - ") + drop("w2 - "),
            swap("w1 - learning", "-learning") + swap("w2 - learning", "-learning"),
        ],
        "gradient-for-weights": drop("w1 - learning_rate * ") + drop("w2 - learning_rate * "),
        "notebook-size": swap("learning_rate * grad", "learning_rate / 64 * grad"),
    },
)


# -------------------------------------------------------------------------------------------------------------- training
def without_mask(x, y, h, h_relu, y_pred, w2, mask=np.ones_like):
    error = 2 * (y_pred - y)
    back = error.dot(w2.T)
    return x.T.dot(back * mask(h)), h_relu.T.dot(error)


def mask_inverted(*given):
    return without_mask(*given, mask=lambda h: h < 0)


def mask_from_upstream(x, y, h, h_relu, y_pred, w2):
    error = 2 * (y_pred - y)
    return x.T.dot(relu(error.dot(w2.T))), h_relu.T.dot(error)


@specs.inputs(
    "train",
    returns=("w1", "w2", "costs"),
    example=[
        EXAMPLE | {"n": 1, "label": " after one update"},
        EXAMPLE
        | {"n": 3, "label": " after three updates", "facts": {"otherwise": "updates-differ"}},
    ],
    hidden=[
        {"inputs": 2, "hidden": 6, "n": 1},
        {"inputs": 2, "hidden": 6, "n": 3},
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2, "rate": 8e-5, "n": 3},
        {"rows": 6, "hidden": 2, "outputs": 1, "rate": 5e-5, "n": 3},
        {"rows": 8, "inputs": 3, "outputs": 2, "rate": 1.5e-4, "n": 3},
        {"rows": 310, "inputs": 3, "outputs": 2, "rate": 1e-6, "n": 3},
        {
            "rows": 66,
            "inputs": 160,
            "hidden": 30,
            "outputs": 11,
            "scale": 2.5,
            "rate": 1e-6,
            "n": 3,
        },
        {"rows": 15, "inputs": 8, "hidden": 6, "rate": 1e-5, "n": 200, "only": ["check_train"]},
        {
            "rows": 9,
            "inputs": 3,
            "hidden": 6,
            "outputs": 2,
            "start": 0.001,
            "rate": 4e-5,
            "n": 300,
            "only": ["check_train"],
        },
        {
            "rows": 5,
            "inputs": 3,
            "hidden": 6,
            "outputs": 2,
            "scale": 0.2,
            "targets": 0.1,
            "start": 0.5,
            "rate": 0.01,
            "n": 3,
        },
    ],
    facts={"rows": "rows", "outputs": "outputs", "learning_rate": "learning_rate"},
    starts={"w1": "w1", "w2": "w2"},
)
def run(
    draw, rows=7, inputs=5, hidden=4, outputs=3, scale=10.0, targets=30.0, start=1.0, rate=3e-5, n=1
):
    x, w1, w2 = network(draw, rows, inputs, hidden, outputs, scale, False)
    return x, draw.normal(rows, outputs, scale=targets), start * w1, start * w2, rate, n


FORWARD = "        h, h_relu, y_pred = forward(x, w1, w2)\n"
BACK = "        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)\n"
STEP = "        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)\n"
NOTED = "        costs.append(cost(y_pred, y))\n"
FIRST = "        w1 = w1 - learning_rate * {}[0]\n"
SECOND = "        w2 = w2 - learning_rate * {}[1]\n"
GRADIENTS = "backward(x, y, h, h_relu, y_pred, w2)"
specs.mistakes(
    "check_train",
    {
        "updated-weights-used": [
            swap(BACK + STEP, FIRST.format(GRADIENTS) + FORWARD + SECOND.format(GRADIENTS)),
            swap(BACK + STEP, SECOND.format(GRADIENTS) + FIRST.format(GRADIENTS)),
            swap(BACK + STEP, SECOND.format(GRADIENTS) + FORWARD + FIRST.format(GRADIENTS)),
        ],
        "not-full-batch": swap(
            BACK + STEP,
            "        for k in range(len(x)):\n"
            "            one, target = x[k : k + 1], y[k : k + 1]\n"
            "            grads = backward(one, target, *forward(one, w1, w2), w2)\n"
            "            w1, w2 = update(w1, w2, *grads, learning_rate)\n",
        ),
        "learning-rate-ignored": swap("grad_w2, learning_rate)", "grad_w2, 1e-6)"),
        "notebook-size": swap("grad_w2, learning_rate)", "grad_w2, learning_rate / 64)"),
        "one-update-too-many": swap("range(n_iterations)", "range(n_iterations + 1)"),
        # a w2 that stays as it is, beside a new w1, is no missing update
        "one-update-too-few": swap("range(n_iterations)", "range(n_iterations - 1)")
        + swap("return w1, w2", "return w1, w2 if n_iterations > 1 else np.nan * w2"),
        "iterations-ignored": swap("range(n_iterations)", "range(500)"),
        "return-in-loop": swap("    return w1, w2, costs", "        return w1, w2, costs"),
        "stale-activations": swap(
            "    for _ in range(n_iterations):\n" + FORWARD,
            FORWARD[4:] + "    for _ in range(n_iterations):\n",
        ),
        "trained-without-derivative": replace("backward", without_mask),
        "mask-from-upstream": replace("backward", mask_from_upstream),
        "mask-inverted": replace("backward", mask_inverted),
    },
)
specs.mistakes(
    "check_costs",
    {
        "history-after-update": drop(NOTED)
        + swap(STEP, STEP + NOTED.replace("y_pred", "forward(x, w1, w2)[2]"))
    },
)


@specs.also_right("check_costs")
def own_costs(train, reference, x, y, w1, w2, learning_rate, n_iterations):
    weights = [(w1, w2)]
    weights += [train(x, y, w1, w2, learning_rate, k)[:2] for k in range(1, n_iterations)]
    return {"costs": [reference.cost(reference.forward(x, *pair)[2], y) for pair in weights]}
