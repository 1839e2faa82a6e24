"""Inputs and known mistakes of the checks in moons_sigmoid; never released."""

import numpy as np
import torch
from gradspecs import Specs, drop, replace, swap

specs = Specs()


def tensors(*arrays, single=False):
    return [
        torch.from_numpy(np.ascontiguousarray(one)).to(torch.float32 if single else torch.float64)
        for one in arrays
    ]


def sigmoid(z):
    return 1 / (1 + torch.exp(-z))


def derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def falling(z):
    return 1 / (1 + torch.exp(z))


# -------------------------------------------------------------------------------------- the sigmoid and its derivative
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
        {"values": [[-800.0], [0.5], [750.0]], "single": True},
        {"shape": (5, 3), "single": True},
    ],
)
def entries(draw, shape=(3, 5), values=None, single=False):
    return tensors(
        draw.uniform(*shape, low=-5, high=5) if values is None else np.array(values), single=single
    )


SIGMA = "1 / (1 + torch.exp(-z))"
specs.mistakes(
    "check_sigma",
    {
        "derivative-for-function": swap(SIGMA, f"{SIGMA} * (1 - {SIGMA})"),
        "wrong-activation": [
            swap(SIGMA, f"torch.{name}")
            for name in ("tanh(z)", "relu(z)", "nn.functional.softplus(z)")
        ]
        + [swap(SIGMA, "torch.softmax(z, dim=-1)")],
        "exponent-sign": swap("-z", "z"),
        "reciprocal-missing": [
            swap(SIGMA, "1 + torch.exp(-z)"),
            swap(SIGMA, "1 / 1 + torch.exp(-z)"),
        ],
    },
)


@specs.inputs(
    "dSigmoid",
    returns="dSigmoid(a)",
    hidden=[
        {"shape": (7,)},
        {"shape": (6, 1)},
        {"shape": (2, 3, 4)},
        {"shape": (320, 2)},
        {"values": [[0.0], [0.5], [1.0]]},
        {"shape": (5, 3), "single": True},
    ],
)
def activations(draw, shape=(3, 5), values=None, single=False):
    return tensors(
        draw.uniform(*shape, low=0.02, high=0.98) if values is None else np.array(values),
        single=single,
    )


specs.mistakes(
    "check_dsigmoid",
    {
        "activation-of-activation": swap(
            "a * (1 - a)", "1 / (1 + torch.exp(-a)) * (1 - 1 / (1 + torch.exp(-a)))"
        ),
        "function-for-derivative": swap("a * (1 - a)", "1 / (1 + torch.exp(-a))"),
        "derivative-incomplete": [swap("a * (1 - a)", "a"), swap("a * (1 - a)", "1 - a")],
        "derivative-twice": [
            swap("a * (1 - a)", "(a * (1 - a)) ** 2"),
            swap("(1 - a)", "(1 - a) * (1 - a * (1 - a))"),
        ],
        "wrong-derivative": [
            swap("a * (1 - a)", "1 - a**2"),
            swap("a * (1 - a)", "(a > 0).to(a.dtype)"),
        ],
    },
)


# ----------------------------------------------------------------------------------------------------- the forward pass
@specs.inputs(
    "forward",
    returns=("a1", "a2"),
    example=[
        {"label": " with one output", "outputs": 1, "seed": 22},
        {"label": " with three outputs", "seed": 22},
    ],
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5},
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2},
        {"rows": 6, "hidden": 2, "outputs": 1},
        {"rows": 8, "inputs": 3, "hidden": 4, "outputs": 2, "wide": 6},
        {"rows": 310, "inputs": 2, "hidden": 4, "outputs": 1},
        {"rows": 9, "inputs": 2, "hidden": 4, "outputs": 1, "single": True},
    ],
    facts={"rows": "rows"},
)
def network(draw, rows=7, inputs=5, hidden=11, outputs=3, wide=1, single=False):
    arrays = (
        draw.normal(rows, inputs, scale=wide),
        draw.normal(inputs, hidden),
        draw.normal(hidden, outputs, scale=wide),
    )
    return tensors(*arrays, single=single)


specs.mistakes(
    "check_layers",
    {
        "activation-missing": [
            swap("sigmoid(z1)", "z1"),
            swap("sigmoid(z2)", "z2"),
            drop("sigmoid"),
        ],
        "activation-twice": [
            swap("sigmoid(z1)", "sigmoid(sigmoid(z1))"),
            swap("sigmoid(z2)", "sigmoid(sigmoid(z2))"),
        ],
        "derivative-for-function": [
            replace("sigmoid", derivative),
            swap("sigmoid(z1)", "sigmoid(z1) * (1 - sigmoid(z1))"),
            swap("sigmoid(z2)", "sigmoid(z2) * (1 - sigmoid(z2))"),
        ],
        "wrong-activation": [
            swap(f"sigmoid({z})", f"torch.{name}({z})")
            for name in ("tanh", "relu")
            for z in ("z1", "z2")
        ]
        + [replace("sigmoid", torch.tanh), replace("sigmoid", torch.relu)],
        "exponent-sign": replace("sigmoid", falling),
    },
)


# -------------------------------------------------------------------------------------------------------------- the loss
@specs.inputs(
    "bce",
    returns="the loss",
    hidden=[
        {"rows": 4},
        {"rows": 1, "target": 0.0},
        {"rows": 1, "target": 1.0},
        {"rows": 12},
        {"rows": 12, "twice": True},
        {"rows": 310},
        {"target": 0.0, "values": [0.2, 0.996, 0.6, 0.004]},
        {"target": 1.0, "values": [0.2, 0.996, 0.6, 0.004]},
        {"target": 1.0, "values": [0.5, 1e-6, 1 - 1e-6, 0.5]},
        {"rows": 9, "single": True},
    ],
    facts={"rows": "rows", "mean_over": "rows"},
)
def outputs(draw, rows=7, target=None, values=None, twice=False, single=False):
    rows = rows if values is None else len(values)
    y = draw.classes(rows, 1) if target is None else np.full((rows, 1), target)
    a2 = draw.uniform(rows, 1, low=0.05, high=0.95) if values is None else np.array(values)[:, None]
    return tensors(
        *([np.vstack([one, one]) for one in (y, a2)] if twice else [y, a2]), single=single
    )


POSITIVE, NEGATIVE = "y * torch.log(a2)", "(1 - y) * torch.log(1 - a2)"
BCE = f"-torch.mean({POSITIVE} + {NEGATIVE})"


def losses(*terms):
    """The sum and the mean of some terms over the rows, in place of the loss."""
    return [swap(BCE, f"{way}({term})") for term in terms for way in ("torch.mean", "torch.sum")]


FLAT = swap("y * torch.log(a2)", "y.squeeze() * torch.log(a2)") + swap(
    "(1 - y)", "(1 - y.squeeze())"
)
specs.mistakes(
    "check_bce",
    {
        "loss-negative": losses(f"{POSITIVE} + {NEGATIVE}"),
        "negative-class-missing": losses(f"-{POSITIVE}", POSITIVE),
        "positive-class-missing": losses(f"-{NEGATIVE}", NEGATIVE),
        "negative-class-sign": losses(f"-{POSITIVE} + {NEGATIVE}"),
        "positive-class-sign": losses(f"{POSITIVE} - {NEGATIVE}"),
        "classes-exchanged": losses("-(y * torch.log(1 - a2) + (1 - y) * torch.log(a2))"),
        "broadcast-outer": [
            FLAT,
            FLAT + swap("-torch.mean", "torch.mean"),
            FLAT + swap("torch.mean", "torch.sum"),
            FLAT + swap("-torch.mean", "-1 / y.shape[0] * torch.sum"),
        ],
        "wrong-logarithm": [
            swap("torch.log", f"torch.{name}") for name in ("log10", "log2", "log1p")
        ],
        "wrong-loss": [
            *losses("(y - a2) ** 2", "(y - a2).abs()", "0.5 * (y - a2) ** 2"),
            swap(BCE, "torch.sqrt(torch.mean((y - a2) ** 2))"),
        ],
        "notebook-rows": swap(BCE, f"-torch.sum({POSITIVE} + {NEGATIVE}) / 1000"),
    },
)


# --------------------------------------------------------------------------------------------------------- the gradients
BY_W1 = {"excused": ["check_grad_w2"]}
"""An error with several outputs is judged with the gradient of W1, whose way back they lengthen."""


@specs.inputs(
    "backward",
    returns=("dL_dW1", "dL_dW2"),
    example=[{"label": " with one output", "outputs": 1}, {"label": " with three outputs"} | BY_W1],
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5} | BY_W1,
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2} | BY_W1,
        {"rows": 6, "inputs": 5, "hidden": 2, "outputs": 1},
        {"rows": 60, "inputs": 3, "hidden": 4, "outputs": 1},
        {"rows": 1000, "inputs": 2, "hidden": 3, "outputs": 1},
        {"rows": 9, "inputs": 4, "hidden": 5, "outputs": 1, "wide": 25},
        {
            "rows": 9,
            "inputs": 2,
            "hidden": 4,
            "outputs": 1,
            "single": True,
            "facts": {"tolerance": 1e-4},
        },
    ],
    facts={"rows": "rows", "outputs": "outputs"},
)
def passed(draw, rows=7, inputs=5, hidden=11, outputs=3, wide=1, single=False):
    X, y, W2 = (
        draw.normal(rows, inputs),
        draw.classes(rows, outputs),
        draw.normal(hidden, outputs, scale=wide),
    )
    a1 = draw.sigmoids(rows, hidden)
    return tensors(X, y, a1, 1 / (1 + np.exp(-a1 @ W2)), W2, single=single)


ERROR, AT_HIDDEN = "a2 - y", " * dSigmoid(a1)"
TWICE = "(1 / (1 + torch.exp(-{0})) * (1 - 1 / (1 + torch.exp(-{0}))))"
BY_OUTPUT = "-y / a2 + (1 - y) / (1 - a2)"


def only_hidden(error):
    """Another error for the hidden layer alone."""
    return swap(
        "torch.matmul(delta_2, torch.transpose(W2, 0, 1))",
        f"torch.matmul({error}, torch.transpose(W2, 0, 1))",
    )


def everywhere(*errors):
    return [swap(ERROR, error) for error in errors]


EXTRA = [
    "(a2 - y) * a2 * (1 - a2)",
    "(y - a2) * a2 * (1 - a2)",
    "(a2 - y) * " + TWICE.format("a2"),
    "2 * (a2 - y) * a2 * (1 - a2)",
]
INCOMPLETE = ["(a2 - y) * a2", "(a2 - y) * (1 - a2)"]
MISSING = ["a2", "y", "a2 * (1 - a2)", "torch.ones_like(a2)"]
SLOPES = {
    "hidden-derivative-missing": drop(AT_HIDDEN),
    "activation-of-activation": swap("dSigmoid(a1)", TWICE.format("a1")),
    "derivative-twice": swap("dSigmoid(a1)", "dSigmoid(a1) ** 2"),
    "derivative-incomplete": [swap("dSigmoid(a1)", "a1"), swap("dSigmoid(a1)", "(1 - a1)")],
    "wrong-derivative": [swap("dSigmoid(a1)", "(1 - a1**2)")],
    "output-derivative-for-hidden": [swap("dSigmoid(a1)", "dSigmoid(a2)")],
}
BOTH_SUMS = ["torch.transpose(a1, 0, 1), delta_2", "torch.transpose(X, 0, 1), delta_1"]


def of_rows(rows):
    """Both gradients from some of the rows."""
    edit = swap(BOTH_SUMS[0], f"torch.transpose(a1{rows}, 0, 1), delta_2{rows}")
    return edit + swap(BOTH_SUMS[1], f"torch.transpose(X{rows}, 0, 1), delta_1{rows}")


ROWS = {
    "one-row-only": [of_rows("[:1]"), of_rows("[-1:]")],
    "row-missing": [of_rows("[1:]"), of_rows("[:-1]")],
    "notebook-size": swap(ERROR, "(a2 - y) / 1000"),
    "one-output-only": swap(ERROR, "(a2 - y) * (torch.arange(y.shape[1]) == 0)"),
    "broadcast-outer": swap(ERROR, "a2 - y.flatten()"),
}
specs.mistakes(
    "check_grad_w2",
    ROWS
    | {
        "output-derivative-extra": everywhere(*EXTRA),
        "output-link-missing": everywhere(BY_OUTPUT),
        "error-missing": everywhere(*MISSING),
        "derivative-incomplete": everywhere(*INCOMPLETE),
        "derivative-for-function": swap("transpose(a1, 0, 1)", "transpose(dSigmoid(a1), 0, 1)"),
        "wrong-loss": everywhere("(a2 - y) ** 2", "(a2 - y).abs()", "torch.sign(a2 - y)"),
        "results-exchanged": swap("return dL_dW1, dL_dW2", "return dL_dW2, dL_dW1"),
    },
)
specs.mistakes(
    "check_grad_w1",
    ROWS
    | SLOPES
    | {
        "output-derivative-extra": [
            *everywhere(*EXTRA),
            *(only_hidden(f"({error})") for error in EXTRA),
        ],
        "output-link-missing": [*everywhere(BY_OUTPUT), only_hidden(f"({BY_OUTPUT})")],
        "error-missing": [*everywhere(*MISSING), *map(only_hidden, MISSING)],
        "derivative-incomplete": [*everywhere(*INCOMPLETE), *SLOPES["derivative-incomplete"]],
        "wrong-loss": everywhere("(a2 - y) ** 2", "(a2 - y).abs()", "torch.sign(a2 - y)"),
    },
)


@specs.also_right("check_grad_w1")
def in_other_places(backward, reference, *given):
    """Both gradients exchanged have cost their points in the check of W2."""
    first, second = backward(*given)
    right = reference.backward(*given)[0]
    exchanged = first.shape != right.shape == second.shape and torch.allclose(
        second.to(right.dtype), right, rtol=1e-5
    )
    return {"dL_dW1": first} if exchanged else {}


# -------------------------------------------------------------------------------------------------------------- training
LOSSES = {"only": ["check_losses"], "facts": {"rows": "rows", "mean_over": "rows"}}
WEIGHTS = {"only": ["check_train"]}


@specs.inputs(
    "train",
    returns=("W1", "W2", "losses"),
    example=[
        {"epochs": 1, "label": " after one update"} | WEIGHTS,
        {"epochs": 3, "label": " after three updates", "facts": {"otherwise": "updates-differ"}}
        | WEIGHTS,
        {"epochs": 3, "single": True, "label": " after three updates in float32"} | WEIGHTS,
        {"epochs": 4} | LOSSES,
    ],
    hidden=[
        {"inputs": 2, "hidden": 6, "epochs": 1, "lr": 0.3} | WEIGHTS,
        {"inputs": 2, "hidden": 6, "epochs": 3, "lr": 0.3} | WEIGHTS,
        {"rows": 1, "inputs": 4, "hidden": 3, "epochs": 3, "lr": 1.7} | WEIGHTS,
        {"rows": 9, "inputs": 3, "hidden": 2, "epochs": 3, "lr": 2.5} | WEIGHTS,
        {"rows": 8, "inputs": 3, "hidden": 4, "epochs": 5, "lr": 8.0, "seed": 89} | WEIGHTS,
        {"rows": 310, "inputs": 2, "hidden": 3, "epochs": 5, "lr": 40.0, "seed": 45} | WEIGHTS,
        {"rows": 1000, "inputs": 2, "hidden": 3, "epochs": 2, "lr": 0.7} | WEIGHTS,
        {"rows": 6, "inputs": 2, "hidden": 3, "epochs": 60, "lr": 0.001, "scale": 0.3} | WEIGHTS,
        {"rows": 60, "moons": True, "hidden": 3, "epochs": 200, "lr": 1.0, "seed": 27}
        | WEIGHTS
        | {"facts": {"tolerance": 1e-4}},
        {
            "rows": 60,
            "moons": True,
            "hidden": 3,
            "epochs": 200,
            "lr": 1.0,
            "seed": 27,
            "single": True,
        }
        | WEIGHTS
        | {"facts": {"tolerance": 1e-4}},
        {"rows": 8, "inputs": 2, "hidden": 6, "epochs": 3} | LOSSES,
        {"rows": 1, "inputs": 4, "hidden": 3, "epochs": 3, "lr": 1.7} | LOSSES,
        {"rows": 310, "inputs": 2, "hidden": 3, "epochs": 2} | LOSSES,
        {"rows": 8, "inputs": 3, "hidden": 4, "epochs": 5, "lr": 8.0} | LOSSES,
        {"rows": 6, "inputs": 2, "hidden": 3, "epochs": 1, "single": True} | LOSSES,
        {"rows": 60, "moons": True, "hidden": 3, "epochs": 12, "lr": 1.0} | LOSSES,
    ],
    facts={"learning_rate": "lr"},
    starts={"W1": "W1", "W2": "W2"},
)
def run(draw, rows=7, inputs=5, hidden=11, epochs=1, lr=0.3, scale=1, moons=False, single=False):
    if moons:
        angle, inputs = np.linspace(0, np.pi, rows // 2), 2
        X = np.hstack([[np.cos(angle), np.sin(angle)], [1 - np.cos(angle), 0.5 - np.sin(angle)]]).T
        X, y = X + draw.normal(rows, 2, scale=0.2), np.repeat([[0.0], [1.0]], rows // 2, axis=0)
    else:
        X, y = draw.normal(rows, inputs), draw.classes(rows, 1)
    arrays = X, y, draw.normal(inputs, hidden, scale=scale), draw.normal(hidden, 1, scale=scale)
    return [*tensors(*arrays, single=single), lr, epochs]


GRADIENTS = "        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)\n"
STEP_1, STEP_2 = "        W1 = W1 - lr / N * dL_dW1\n", "        W2 = W2 - lr / N * dL_dW2\n"
FORWARD = "        a1, a2 = forward(X, W1, W2)\n"
NOTED = "        losses.append(float(bce(y, a2)))\n"
AGAIN = "backward(X, y, a1, a2, W2)"


def row_by_row(rate):
    return swap(
        GRADIENTS + STEP_1 + STEP_2,
        "        for k in range(N):\n"
        "            x_k, y_k = X[k : k + 1], y[k : k + 1]\n"
        "            g1, g2 = backward(x_k, y_k, *forward(x_k, W1, W2), W2)\n"
        f"            W1, W2 = W1 - {rate} * g1, W2 - {rate} * g2\n",
    )


specs.mistakes(
    "check_train",
    {
        "updated-weights-used": [
            swap(
                GRADIENTS + STEP_1 + STEP_2,
                f"        W2 = W2 - lr / N * {AGAIN}[1]\n        W1 = W1 - lr / N * {AGAIN}[0]\n",
            ),
            swap(
                GRADIENTS + STEP_1 + STEP_2,
                f"        W1 = W1 - lr / N * {AGAIN}[0]\n{FORWARD}        W2 = W2 - lr / N * {AGAIN}[1]\n",
            ),
            swap(
                GRADIENTS + STEP_1 + STEP_2,
                f"        W2 = W2 - lr / N * {AGAIN}[1]\n{FORWARD}        W1 = W1 - lr / N * {AGAIN}[0]\n",
            ),
        ],
        "not-full-batch": [row_by_row("lr / N"), row_by_row("lr")],
        "one-update-too-many": swap("range(epochs)", "range(epochs + 1)"),
        "one-update-too-few": swap("range(epochs)", "range(max(1, epochs - 1))"),
        "return-in-loop": swap("    return W1", "        return W1"),
        "iterations-ignored": [swap("range(epochs)", f"range({number})") for number in (10, 100)],
        "stale-activations": swap(
            "    for _ in range(epochs):\n" + FORWARD, FORWARD[4:] + "    for _ in range(epochs):\n"
        ),
        "step-not-divided": swap("lr / N", "lr"),
        "step-divided-twice": swap("lr / N", "lr / N / N"),
        "notebook-rows": swap("lr / N", "lr / 1000"),
    },
)
specs.mistakes(
    "check_losses", {"history-after-update": drop(NOTED) + swap(STEP_2, STEP_2 + FORWARD + NOTED)}
)


@specs.also_right("check_losses")
def own_losses(train, reference, X, y, W1, W2, lr, epochs):
    weights = [(W1, W2), *(train(X, y, W1, W2, lr, k)[:2] for k in range(1, epochs))]
    return {"losses": [float(reference.bce(y, reference.forward(X, *pair)[1])) for pair in weights]}


# ----------------------------------------------------------------------------------------------- sensitivity to the inputs
@specs.inputs(
    "input_sensitivity",
    returns="input_sensitivity(...)",
    example=[{"label": " with one output", "outputs": 1}, {"label": " with three outputs"}],
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 5},
        {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2},
        {"rows": 6, "inputs": 5, "hidden": 2, "outputs": 1},
        {"rows": 1000, "inputs": 2, "hidden": 3, "outputs": 1},
        {"rows": 9, "inputs": 4, "hidden": 5, "outputs": 1, "wide": 8},
        {
            "rows": 9,
            "inputs": 2,
            "hidden": 4,
            "outputs": 1,
            "single": True,
            "facts": {"tolerance": 1e-4},
        },
    ],
    facts={"rows": "rows", "outputs": "outputs"},
)
def points(draw, rows=7, inputs=5, hidden=11, outputs=3, wide=1, single=False):
    arrays = draw.normal(rows, inputs), draw.classes(rows, outputs), draw.normal(inputs, hidden)
    return tensors(*arrays, draw.normal(hidden, outputs, scale=wide), single=single)


RESULT = "torch.matmul(delta_1, torch.transpose(W1, 0, 1))"
specs.mistakes(
    "check_sensitivity",
    SLOPES
    | {
        "output-derivative-extra": everywhere(*(f"({error})" for error in EXTRA)),
        "output-link-missing": everywhere(f"({BY_OUTPUT})"),
        "error-missing": everywhere(*MISSING),
        "derivative-incomplete": [*everywhere(*INCOMPLETE), *SLOPES["derivative-incomplete"]],
        "one-output-only": swap(ERROR, "(a2 - y) * (torch.arange(y.shape[1]) == 0)"),
        "notebook-size": swap(ERROR, "(a2 - y) / 1000"),
        "absolute-value": swap(RESULT, f"{RESULT}.abs()"),
        "hidden-weights-missing": swap(RESULT, "delta_1"),
        "length-for-gradient": [
            swap(RESULT, f"torch.linalg.norm({RESULT}, dim=1)"),
            swap(RESULT, f"torch.linalg.norm({RESULT}, dim=1, keepdim=True)"),
        ],
        "rows-summed": [
            swap(RESULT, f"{RESULT}.sum(0)"),
            swap(RESULT, f"{RESULT}.sum(0, keepdim=True)"),
        ],
    },
)


# ------------------------------------------------------------------------------------------------- classes and accuracy
TRAINED = [
    {"rows": 10, "inputs": 2, "hidden": 4},
    {"rows": 6, "inputs": 3, "hidden": 5},
    {"rows": 1, "inputs": 2, "hidden": 3},
    {"rows": 310, "inputs": 2, "hidden": 3},
    {"rows": 9, "inputs": 2, "hidden": 3, "single": True},
]


@specs.inputs(
    "predict",
    returns="predict(...)",
    hidden=[*TRAINED, {"rows": 6, "tie": True, "facts": {"otherwise": "tie-above"}}],
)
def trained(draw, rows=7, inputs=5, hidden=11, tie=False, single=False):
    W2 = draw.normal(hidden, 1, scale=3)
    return tensors(
        draw.normal(rows, inputs),
        draw.normal(inputs, hidden, scale=3),
        0 * W2 if tie else W2,
        single=single,
    )


specs.mistakes("check_predict", {})


@specs.inputs(
    "accuracy",
    returns="the accuracy",
    example={"seed": 5966},
    hidden=[*TRAINED, {"rows": 7, "inputs": 4, "hidden": 3}],
)
def judged(draw, rows=7, inputs=5, hidden=11, single=False):
    X, W1, W2 = trained(draw, rows, inputs, hidden, single=single)
    return [X, *tensors(draw.classes(rows, 1), single=single), W1, W2]


SHARE = "accuracy_score(y, predict(X, W1, W2))"
PAIRS = "(predict(X, W1, W2).flatten() == y).double()"
specs.mistakes(
    "check_accuracy",
    {
        "percent": swap(SHARE, f"100 * {SHARE}"),
        "count-for-share": swap(SHARE, f"len(y) * {SHARE}"),
        "error-rate": swap(SHARE, f"1 - {SHARE}"),
        "broadcast-outer": [
            swap(SHARE, f"{PAIRS}.mean().item()"),
            swap(SHARE, f"{PAIRS}.sum().item()"),
            swap(SHARE, f"{PAIRS}.sum().item() / len(y)"),
        ],
        "true-positives": swap(SHARE, "((predict(X, W1, W2) * y).sum() / len(y)).item()"),
    },
)
