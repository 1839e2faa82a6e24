"""Inputs and known mistakes of the checks in xor_relu_momentum; never released."""

import numpy as np
from gradspecs import Edit, Specs, drop, replace, swap

specs = Specs()
ANY_SHAPE = [
    {"shape": (7,)},
    {"shape": (6, 1)},
    {"shape": (2, 3, 4)},
    {"shape": (320, 2)},
    {"values": 0.7},
]
FAR = {"values": [[-300.0, -0.004], [0.004, 7.5], [25.0, 300.0]]}


def entries(draw, shape=(2, 3), values=None, wide=5):
    return [draw.uniform(*shape, low=-wide, high=wide) if values is None else np.array(values)]


def instead(*expressions):
    """The function returns something else: one mistake for each expression."""
    return [Edit(texts=((f"    return {RETURNED}", f"    return {one}"),)) for one in expressions]


# ------------------------------------------------------------------------------------------------------ the activations
specs.inputs(
    "sigmoid",
    returns="sigmoid(z)",
    example=[{}, {"values": [-1000.0, 1000.0], "label": " at ±1000"}],
    hidden=[*ANY_SHAPE, {"values": [[-800.0], [0.0], [750.0]]}],
)(entries)
SIGMA = "1 / (1 + np.exp(-z))"
specs.mistakes(
    "check_sigmoid",
    {
        "derivative-for-function": swap(SIGMA, f"{SIGMA} * (1 - {SIGMA})"),
        "wrong-activation": [swap(SIGMA, "np.tanh(z)"), swap(SIGMA, "np.maximum(0, z)")],
        "exponent-sign": swap("-z", "z"),
        "reciprocal-missing": swap(SIGMA, "1 + np.exp(-z)"),
        "activation-twice": swap(SIGMA, f"1 / (1 + np.exp(-{SIGMA}))"),
    },
)

specs.inputs(
    "relu", returns="relu(z)", hidden=[*ANY_SHAPE, FAR, {"values": [[0.0], [-2.0], [3.0]]}]
)(entries)
RELU = "np.maximum(0, z)"
specs.mistakes(
    "check_relu",
    {
        "derivative-for-function": swap(RELU, "1.0 * (z > 0)"),
        "wrong-activation": [
            *(
                swap(RELU, other)
                for other in (
                    "np.abs(z)",
                    "np.minimum(0, z)",
                    SIGMA,
                    "np.tanh(z)",
                    "np.log(1 + np.exp(z))",
                )
            ),
            *(
                swap(RELU, f"np.where(z > 0, z, {slope} * z)")
                for slope in (0.01, 0.1, 0.2, 0.05, 0.3)
            ),
        ],
        "activation-missing": swap(RELU, "z"),
    },
)

specs.inputs(
    "sigmoid_prime",
    returns="sigmoid_prime(z)",
    hidden=[*ANY_SHAPE, {"shape": (4, 5), "wide": 11}, {"values": [[-300.0], [0.0], [300.0]]}],
)(entries)
PRIME = "sigmoid(z) * (1 - sigmoid(z))"
specs.mistakes(
    "check_sigmoid_prime",
    {
        "function-for-derivative": swap(PRIME, "sigmoid(z)"),
        "derivative-of-preactivation": swap(PRIME, "z * (1 - z)"),
        "activation-of-activation": swap("sigmoid(z)", "sigmoid(sigmoid(z))"),
        "derivative-incomplete": [swap(PRIME, "1 - sigmoid(z)"), swap(PRIME, "sigmoid(z) ** 2")],
        "wrong-derivative": [
            swap(PRIME, "1.0 * (z > 0)"),
            swap(PRIME, "1 - np.tanh(z) ** 2"),
            swap(PRIME, "1 - sigmoid(z) ** 2"),
        ],
        "derivative-plus": swap(PRIME, "sigmoid(z) * (1 + sigmoid(z))"),
        "sign": [swap(PRIME, "sigmoid(z) * (sigmoid(z) - 1)")],
    },
)

specs.inputs(
    "relu_prime",
    returns="relu_prime(z)",
    hidden=[*ANY_SHAPE, FAR, {"values": [[0.0], [-1.0], [2.0]]}],
    facts={"booleans": True},
)(entries)
MASK = "(z > 0).astype(float)"
specs.mistakes(
    "check_relu_prime",
    {
        "function-for-derivative": swap(MASK, "relu(z)"),
        "mask-inverted": swap("z > 0", "z < 0"),
        "wrong-derivative": [
            *(
                swap(MASK, other)
                for other in ("np.sign(z)", "sigmoid(z) * (1 - sigmoid(z))", "1 - np.tanh(z) ** 2")
            ),
            *(
                swap(MASK, f"np.where(z > 0, 1.0, {slope})")
                for slope in (0.01, 0.1, 0.2, 0.05, 0.3, 1.0)
            ),
        ],
    },
)


@specs.also_right("check_relu_prime")
def either_at_the_kink(relu_prime, reference, z):
    came = np.clip(np.nan_to_num(np.asarray(relu_prime(z), dtype=float)), 0, 1)
    return {"relu_prime(z)": np.where(z == 0, came, reference.relu_prime(z))}


# -------------------------------------------------------------------------------------------------------------- the loss
def outputs(draw, rows=7, sure=None, y=(1.0, 0.0, 1.0, 0.0)):
    if sure is not None:
        return np.array(y[: len(sure)])[:, None], np.array(sure)[:, None]
    return draw.classes(rows, 1), draw.uniform(rows, 1, low=0.12, high=0.88)


ROWS = [{"rows": 5}, {"rows": 1}, {"rows": 12}, {"rows": 310}]
NEARLY = {"rows": "rows", "tolerance": 1e-4}
"""The text allows to keep the outputs away from 0 and 1."""
specs.inputs(
    "loss",
    returns="loss(y, y_hat)",
    hidden=[
        *ROWS,
        {"rows": 4, "sure": (0.004, 0.996, 0.996, 0.004)},
        # 1e-6 more or less in y_hat is worth 2e-3 here, 1e-4 is worth .07.
        {"rows": 2, "sure": (5e-5, 1 - 2e-4), "facts": {"tolerance": 5e-3}},
    ],
    facts=NEARLY,
)(outputs)
LOSS = "-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))"
RETURNED = LOSS
specs.mistakes(
    "check_loss",
    {
        "loss-summed": instead(
            f"np.sum({LOSS})",
            f"np.mean({LOSS})",
            f"np.sum({LOSS}, axis=0)",
            f"np.sum({LOSS}, keepdims=True)",
        ),
        "loss-negative": swap("-(y *", "(y *"),
        "negative-class-missing": instead("-y * np.log(y_hat)", "y * np.log(y_hat)"),
        "positive-class-missing": instead(
            "-(1 - y) * np.log(1 - y_hat)", "(1 - y) * np.log(1 - y_hat)"
        ),
        "negative-class-sign": instead("-y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)"),
        "positive-class-sign": instead("y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)"),
        "negative-class-term": instead(
            "-(y * np.log(y_hat) + (1 - y) * np.log(y_hat))",
            "-(y * np.log(y_hat) + y * np.log(1 - y_hat))",
            "-(y * np.log(y_hat) + (1 - y) * (1 - np.log(y_hat)))",
            "-(y * np.log(y_hat) + 1 - y * np.log(1 - y_hat))",
            "-(y * np.log(y_hat) + (1 + y) * np.log(1 - y_hat))",
            "-(y * np.log(y_hat) + (1 - y) * np.log(1 + y_hat))",
            "-y * np.log(y_hat) + 1 - y * np.log(1 - y_hat)",
            "-(y * np.log(y_hat) + np.log(1 - y_hat))",
            "-(y * np.log(y_hat) - (1 - y) * np.log(y_hat))",
        ),
        "logarithm-missing": instead(
            "-(y * y_hat + (1 - y) * (1 - y_hat))",
            "-(y * np.log(y_hat) + (1 - y) * (1 - y_hat))",
            "-(y * y_hat + (1 - y) * np.log(1 - y_hat))",
        ),
        "classes-exchanged": instead("-((1 - y) * np.log(y_hat) + y * np.log(1 - y_hat))"),
        "wrong-loss": instead(
            "(y - y_hat) ** 2",
            "0.5 * (y - y_hat) ** 2",
            "-(y_hat * np.log(y_hat) + (1 - y_hat) * np.log(1 - y_hat))",
        ),
        "absolute-error": instead("np.abs(y - y_hat)", "y - y_hat", "y_hat - y"),
        "derivative-for-function": instead("-y / y_hat + (1 - y) / (1 - y_hat)"),
    },
)

specs.inputs(
    "loss_derivative",
    returns="loss_derivative(y, y_hat)",
    hidden=[*ROWS, {"rows": 4, "sure": (0.02, 0.98, 0.98, 0.02)}],
    facts=NEARLY,
)(outputs)
BY_OUTPUT = "-y / y_hat + (1 - y) / (1 - y_hat)"
RETURNED = BY_OUTPUT
specs.mistakes(
    "check_loss_derivative",
    {
        "loss-summed": instead(
            f"np.sum({BY_OUTPUT})", f"np.mean({BY_OUTPUT})", f"np.sum({BY_OUTPUT}, keepdims=True)"
        ),
        "negative-class-missing": instead("-y / y_hat", "y / y_hat"),
        "negative-class-sign": instead("-y / y_hat - (1 - y) / (1 - y_hat)"),
        "positive-class-sign": instead("y / y_hat + (1 - y) / (1 - y_hat)"),
        "negative-class-term": instead(
            "-y / y_hat + (1 - y) / y_hat",
            "-y / y_hat + y / (1 - y_hat)",
            "-y / y_hat + 1 / (1 - y_hat)",
            "-y / y_hat + 1 - y / (1 - y_hat)",
            "-y / y_hat + (1 - y) / 1 - y_hat",
            "-y / y_hat + (1 + y) / (1 - y_hat)",
            "-y / y_hat + (1 - y) / (1 + y_hat)",
            "-y / y_hat + (1 - y) * (1 - y_hat)",
            "-y / y_hat + (1 - y)",
        ),
        "derivative-by-sum": instead("y_hat - y", "y - y_hat"),
        "wrong-loss": instead("2 * (y_hat - y)"),
        "function-for-derivative": instead(LOSS),
        "derivative-incomplete": instead("(y_hat - y) / y_hat", "(y_hat - y) / (1 - y_hat)"),
        "output-derivative-extra": instead("(y_hat - y) * y_hat * (1 - y_hat)"),
    },
)


# ----------------------------------------------------------------------------------------------------- the forward pass
def network(draw, rows=7, inputs=5, hidden=11, wide=1):
    X, W, b = (
        draw.normal(rows, inputs, scale=wide),
        draw.normal(inputs, hidden),
        draw.normal(1, hidden),
    )
    return X, [W, b, draw.normal(hidden, 1), draw.normal(1)[0].item()]


NETWORKS = [
    {"rows": 6, "inputs": 2, "hidden": 5},
    {"rows": 1, "inputs": 4, "hidden": 3},
    {"rows": 6, "inputs": 5, "hidden": 2},
    {"rows": 9, "inputs": 3, "hidden": 1},
    {"rows": 8, "inputs": 3, "hidden": 4, "wide": 4},
    {"rows": 310, "inputs": 3, "hidden": 4},
]
SMALL = {"rows": 500, "inputs": 2, "hidden": 3}
specs.inputs(
    "yhat", returns="yhat(X, params)", hidden=NETWORKS, notebook=SMALL, facts={"rows": "rows"}
)(network)


def outputs_of(z="X @ W + b", activation="relu", s="{a} @ v + c", output="sigmoid"):
    """The forward pass as one expression."""
    return f"{output}({s.format(a=f'{activation}({z})')})"


forward = {
    "activation-missing": (
        outputs_of(activation=""),
        outputs_of(output=""),
        outputs_of(activation="", output=""),
    ),
    "bias-missing": (
        outputs_of(z="X @ W"),
        outputs_of(s="{a} @ v"),
        outputs_of(z="X @ W", s="{a} @ v"),
    ),
    "bias-misplaced": ("sigmoid((relu(X @ W) + b) @ v + c)", "sigmoid(relu(X @ W + b) @ v) + c"),
    "bias-sign": (
        outputs_of(z="X @ W - b"),
        outputs_of(s="{a} @ v - c"),
        outputs_of(z="X @ W - b", s="{a} @ v - c"),
    ),
    "wrong-activation": (
        outputs_of(activation="sigmoid"),
        outputs_of(activation="np.tanh"),
        outputs_of(activation="np.abs"),
        outputs_of(output="np.tanh"),
        outputs_of(output="relu"),
    ),
    "exponent-sign": (outputs_of(output="1 - sigmoid"),),
    "activation-twice": ("sigmoid(sigmoid(relu(X @ W + b) @ v + c))",),
    "classes-for-outputs": ("1.0 * (sigmoid(relu(X @ W + b) @ v + c) > 0.5)",),
    "derivative-for-function": (
        "sigmoid((X @ W + b > 0) @ v + c)",
        outputs_of(output="(lambda s: sigmoid(s) * (1 - sigmoid(s)))"),
    ),
}
BODY = "    z = X @ W + b\n    a = relu(z)\n    s = a @ v + c\n    return sigmoid(s)"
specs.mistakes(
    "check_yhat",
    {slug: [swap(BODY, f"    return {one}") for one in forms] for slug, forms in forward.items()},
)


@specs.inputs(
    "ff_nn_relu", returns="ff_nn_relu(...)", hidden=NETWORKS, notebook=SMALL, facts={"rows": "rows"}
)
def with_four(draw, rows=7, inputs=5, hidden=11, wide=1):
    X, params = network(draw, rows, inputs, hidden, wide)
    return X, *params


RETURNED = "yhat(X, [W, b, v, c])"
specs.mistakes("check_ff_nn_relu", {slug: instead(*forms) for slug, forms in forward.items()})


# --------------------------------------------------------------------------------------------------------- the gradients
@specs.inputs(
    "grad_f",
    returns=("dW", "db", "dv", "dc"),
    hidden=[
        *NETWORKS,
        {"rows": 30, "inputs": 3, "hidden": 4, "wide": 10},
        {**SMALL, "start": True},
    ],
    notebook=SMALL,
    facts={"rows": "rows"},
)
def batch(draw, rows=7, inputs=5, hidden=11, wide=1, start=False):
    X, params = network(draw, rows, inputs, hidden, wide)
    if start:  # as the notebook's own
        X, params = (
            draw.uniform(rows, inputs, low=-2, high=2),
            [0.1 * parameter for parameter in params],
        )
    params[2] = params[2] / wide
    return params, X, draw.classes(rows, 1)


def error(*expressions):
    """The error at the output is another one."""
    return [swap("delta = y_hat - y\n", f"delta = {one}\n") for one in expressions]


def rows_used(rows):
    return swap("    z = X @ W + b\n", f"    X, y = X[{rows}], y[{rows}]\n    z = X @ W + b\n")


OUTPUT, FORWARD, HIDDEN = "sigmoid(a @ v + c)", "a = relu(z)", "(delta @ v.T) * relu_prime(z)"
CHAIN = "(-y / y_hat + (1 - y) / (1 - y_hat))"
at_output = {
    "output-derivative-extra": error(
        "(y_hat - y) * y_hat * (1 - y_hat)", "2 * (y_hat - y) * y_hat * (1 - y_hat)"
    ),
    "output-link-missing": error(CHAIN),
    "negative-class-missing": error("-y * (1 - y_hat)"),
    "negative-class-sign": error("-y * (1 - y_hat) - (1 - y) * y_hat"),
    "error-missing": error("y_hat * (1 - y_hat)", "y_hat"),
    "derivative-of-preactivation": error(f"{CHAIN} * (a @ v + c) * (1 - (a @ v + c))"),
    "activation-of-activation": error(f"{CHAIN} * sigmoid(y_hat) * (1 - sigmoid(y_hat))"),
    "function-for-derivative": error(f"{CHAIN} * y_hat", f"({LOSS}) * y_hat * (1 - y_hat)", LOSS),
    "one-row-only": [rows_used(":1"), rows_used("-1:")],
    "activation-missing": [swap(OUTPUT, "a @ v + c"), swap(FORWARD, "a = z")],
    "classes-for-outputs": [swap(OUTPUT, f"1.0 * ({OUTPUT} > 0.5)")],
    "bias-missing": [drop(" + b"), drop(" + c"), drop(" + b") + drop(" + c")],
}


def at_hidden(*expressions):
    return [swap(HIDDEN, one) for one in expressions]


hidden_too = at_output | {
    "hidden-derivative-missing": at_hidden("delta @ v.T"),
    "derivatives-missing": [
        both + at_hidden("delta @ v.T")[0]
        for both in error("(y_hat - y) * y_hat * (1 - y_hat)", CHAIN)
    ],
    "mask-inverted": at_hidden("(delta @ v.T) * (z <= 0)"),
    "mask-from-upstream": at_hidden(
        "(delta @ v.T) * relu_prime(delta @ v.T)", "(delta @ v.T) * relu_prime(v.T)"
    ),
    "function-for-derivative": [
        *at_output["function-for-derivative"],
        *at_hidden("(delta @ v.T) * a", "(delta @ v.T) * z"),
    ],
    "wrong-derivative": at_hidden(
        "(delta @ v.T) * sigmoid(z) * (1 - sigmoid(z))",
        "(delta @ v.T) * a * (1 - a)",
        "(delta @ v.T) * (1 - a**2)",
    ),
}
specs.mistakes(
    "check_grad_v",
    at_output
    | {
        "preactivation-for-activation": swap("a.T @ delta", "z.T @ delta"),
        "derivative-for-function": swap("a.T @ delta", "relu_prime(z).T @ delta"),
    },
)
specs.mistakes(
    "check_grad_c", at_output | {"other-error": swap("np.sum(delta)", "np.sum(delta_z)")}
)
specs.mistakes("check_grad_W", hidden_too)
ROW_SUMS = "np.sum(delta_z, axis=0, keepdims=True)"
specs.mistakes(
    "check_grad_b",
    hidden_too
    | {
        "wrong-axis": [
            swap(ROW_SUMS, "np.sum(delta_z, axis=1, keepdims=True)"),
            swap(ROW_SUMS, "np.sum(delta_z, axis=1)"),
        ],
        "summed-too-far": [
            swap(ROW_SUMS, "np.sum(delta_z, keepdims=True)"),
            swap(ROW_SUMS, "np.array([np.sum(delta_z)])"),
        ],
    },
)


# -------------------------------------------------------------------------------------------------------------- training
PATH = {"parts": ["W", "b", "v", "c"], "fixed": 3001, "rows": "rows", "learning_rate": "lr"}
LONG = {
    "rows": 40,
    "inputs": 2,
    "hidden": 5,
    "lr": 0.02,
    "iterations": 100,
    "xor": True,
    "facts": {"tolerance": 1e-4},
}


def start(draw, rows, inputs, hidden, xor):
    X, params = network(draw, rows, inputs, hidden)
    if xor:
        X = draw.uniform(rows, inputs, low=-2, high=2)
        return X, ((X[:, :1] > 0) == (X[:, 1:] > 0)) * 1.0, params
    return X, draw.classes(rows, 1), params


@specs.inputs(
    "gradient_descent",
    returns=("trajectories", "losses"),
    hidden=[
        {"rows": 6, "inputs": 2, "hidden": 5, "lr": 0.05},
        {"rows": 1, "inputs": 4, "hidden": 3, "lr": 0.6},
        {"rows": 6, "inputs": 5, "hidden": 2, "lr": 0.09, "iterations": 1},
        {"rows": 8, "inputs": 3, "hidden": 4, "lr": 1.3, "iterations": 4},
        {"rows": 310, "inputs": 2, "hidden": 3, "lr": 0.002, "iterations": 2},
        LONG,
    ],
    notebook={**SMALL, "iterations": 2},
    facts=PATH,
    starts={"trajectories": "starting_params"},
)
def run(draw, rows=7, inputs=5, hidden=11, iterations=3, lr=0.13, xor=False):
    X, y, params = start(draw, rows, inputs, hidden, xor)
    return X, y, params, iterations, lr


@specs.inputs(
    "gradient_descent_momentum",
    returns=("trajectories", "losses"),
    hidden=[
        {"rows": 6, "inputs": 2, "hidden": 5, "lr": 0.05, "alpha": 0.8, "iterations": 4},
        {"rows": 1, "inputs": 4, "hidden": 3, "lr": 0.6, "alpha": 0.3},
        {"rows": 6, "inputs": 5, "hidden": 2, "lr": 0.09, "alpha": 0.5, "iterations": 1},
        {"rows": 8, "inputs": 3, "hidden": 4, "lr": 0.9, "alpha": 0.9, "iterations": 4},
        {"rows": 310, "inputs": 2, "hidden": 3, "lr": 0.002, "alpha": 0.75, "iterations": 3},
        {"rows": 5, "inputs": 3, "hidden": 4, "lr": 0.1, "alpha": 0.0},
        {**LONG, "alpha": 0.6},
    ],
    notebook={**SMALL, "iterations": 2},
    facts=PATH,
    starts={"trajectories": "starting_params"},
)
def run_on(draw, rows=7, inputs=5, hidden=11, iterations=3, lr=0.13, alpha=0.7, xor=False):
    X, y, params = start(draw, rows, inputs, hidden, xor)
    return X, y, params, iterations, lr, alpha


def own_losses(train, reference, X, y, *rest):
    path, _ = train(X, y, *rest)
    return {
        "losses": [float(np.sum(reference.loss(y, reference.yhat(X, params)))) for params in path]
    }


specs.also_right("check_descent_losses")(own_losses)
specs.also_right("check_momentum_losses")(own_losses)

GRADIENTS = "        gradients = grad_f(params, X, y)\n"
LOOP = "    for _ in range(iterations):\n"
NOTED = "        trajectories.append(params)\n"
COPY = "[1.0 * parameter for parameter in starting_params]  # new arrays"


def step(new):
    """The update of the parameters is another one."""
    return swap(UPDATE, new)


def always(line):
    """A line in front of the loop instead of in it."""
    return swap(LOOP + line, line[4:] + LOOP)


late_or_early = {
    "one-update-too-many": swap("range(iterations)", "range(iterations + 1)")
    + swap("return trajectories, losses", "return trajectories[:-2] + trajectories[-1:], losses"),
    "one-update-too-few": swap("range(iterations)", "range(iterations - 1)")
    + swap("return trajectories, losses", "return trajectories + trajectories[-1:], losses"),
    "start-missing": swap(
        "    trajectories = [params]\n", "    trajectories = [[0.0 * p for p in params]]\n"
    ),
}
UPDATE = (
    "        params = [p - lr * gradient for p, gradient in zip(params, gradients, strict=True)]\n"
)
descent = late_or_early | {
    "not-full-batch": swap(
        GRADIENTS + UPDATE,
        "        for k in range(len(X)):\n"
        "            params = [p - lr * g for p, g in zip(params, grad_f(params, X[k : k + 1], y[k : k + 1]))]\n",
    ),
    "updated-weights-used": [
        swap(
            GRADIENTS + UPDATE,
            "        params = list(params)\n"
            f"        for i in {order}:\n"
            "            params[i] = params[i] - lr * grad_f(params, X, y)[i]\n",
        )
        for order in ("range(4)", "(3, 2, 1, 0)")
    ],
    "learning-rate-ignored": [
        swap("lr * gradient", f"{rate} * gradient") for rate in (1e-4, 1e-3, 0.01, 0.1, 0.05)
    ],
    "step-for-weights": [
        swap("p - lr * gradient", "-lr * gradient"),
        swap("p - lr * gradient", "lr * gradient"),
    ],
    "stale-gradient": always(GRADIENTS),
    "start-again": swap("zip(params, gradients", "zip(starting_params, gradients"),
}
specs.mistakes("check_descent", descent)
specs.mistakes("check_descent_losses", {})

VELOCITY = (
    "        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients, strict=True)]\n"
)
MOVE = "        params = [parameter + u for parameter, u in zip(params, velocity, strict=True)]\n"
ZERO = "[np.zeros_like(parameter) for parameter in params]"


def velocity(*rules):
    return [swap("alpha * u - lr * g", rule) for rule in rules]


shared = [
    swap(ZERO, "0")
    + swap(
        VELOCITY + MOVE,
        "        params = [1.0 * p for p in params]\n"
        "        for i, g in enumerate(gradients):\n"
        f"            {change}\n",
    )
    for change in (
        "velocity = alpha * velocity - lr * g; params[i] = params[i] + velocity",
        "velocity = alpha * velocity - lr * g; params[i] += velocity",
    )
]
specs.mistakes(
    "check_momentum",
    late_or_early
    | {
        "alpha-at-gradient": velocity("alpha * (u - lr * g)"),
        "gradient-damped": velocity("alpha * u - (1 - alpha) * lr * g"),
        "rates-exchanged": velocity("lr * u - alpha * g"),
        "velocity-not-zero": [
            swap(ZERO, "grad_f(params, X, y)"),
            swap(ZERO, "params"),
            swap(ZERO, "[np.ones_like(parameter) for parameter in params]"),
            swap(ZERO, "[-g for g in grad_f(params, X, y)]"),
        ],
        "velocity-twice": [
            swap(
                MOVE,
                "        params = [p + alpha * u - lr * g for p, u, g in zip(params, velocity, gradients)]\n",
            ),
        ],
        "not-full-batch": swap(
            GRADIENTS + VELOCITY + MOVE,
            "        for k in range(len(X)):\n"
            "            gradients = grad_f(params, X[k : k + 1], y[k : k + 1])\n"
            "            velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]\n"
            "            params = [p + u for p, u in zip(params, velocity)]\n",
        ),
        "learning-rate-ignored": velocity(
            *(f"alpha * u - {rate} * g" for rate in (1e-4, 1e-3, 0.01, 0.1, 0.05))
        ),
        "step-for-weights": [swap("parameter + u", "u"), swap("parameter + u", "-u")],
        "momentum-sign": velocity("-alpha * u - lr * g"),
        "velocity-reset": velocity("-lr * g"),
        "velocity-undamped": velocity("u - lr * g"),
        "alpha-for-rest": velocity("(1 - alpha) * u - lr * g"),
        "alpha-ignored": velocity("0.5 * u - lr * g", "0.9 * u - lr * g"),
        "velocity-late": swap(VELOCITY + MOVE, MOVE + VELOCITY),
        "look-ahead": swap(
            "grad_f(params, X, y)",
            "grad_f([p + alpha * u for p, u in zip(params, velocity)], X, y)",
        ),
        "previous-gradient-only": [
            swap(ZERO, f"{ZERO}\n    before = velocity")
            + swap(
                VELOCITY,
                f"        velocity, before = [{rule} for g, h in zip(gradients, before)], gradients\n",
            )
            for rule in ("-lr * (g + alpha * h)", "alpha * h - lr * g")
        ],
        "learning-rate-twice": velocity("lr * (u - g)", "alpha * lr * u - lr * g"),
        "stale-gradient": always(GRADIENTS),
        "start-again": swap("zip(params, velocity", "zip(starting_params, velocity"),
        "velocity-shared": shared,
    },
)
specs.mistakes(
    "check_momentum_losses", {"velocity-shared": shared, "plain-losses": velocity("-lr * g")}
)


# -------------------------------------------------------------------------------------------------------------- the grid
@specs.inputs(
    "boundary_grid",
    returns="Z",
    hidden=[
        {"columns": 4, "rows": 7, "hidden": 3},
        {"columns": 9, "rows": 2, "hidden": 5},
        {"columns": 1, "rows": 3, "hidden": 4},
        {"columns": 5, "rows": 5, "hidden": 3},
        {"columns": 31, "rows": 43, "hidden": 3},
    ],
    notebook={"columns": 41, "rows": 41, "hidden": 3},
    counts={"columns": "values of x1", "rows": "values of x2"},
    facts={"booleans": True},
)
def axes(draw, columns=7, rows=5, hidden=11, inputs=2):
    _, params = network(draw, 1, inputs, hidden)
    return params, draw.uniform(columns, low=-3, high=3), draw.uniform(rows, low=-3, high=3)


def start_of_notebook():
    generator = np.random.RandomState(123456)
    shapes = [(2, 3), (1, 3), (3, 1), ()]
    return [0.2 * generator.random_sample(shape) - 0.1 for shape in shapes]


MESH, POINTS = "np.meshgrid(x1, x2)", "[first.ravel(), second.ravel()]"
GRID, SHAPE = "ff_nn_relu(points, *params).reshape(first.shape)", ".reshape(first.shape)"
specs.mistakes(
    "check_grid",
    {
        "grid-flat": [swap(SHAPE, ""), swap(SHAPE, ".ravel()")],
        "grid-order": [
            *(swap(GRID, f"{GRID}[{order}]") for order in ("::-1", ":, ::-1", "::-1, ::-1")),
            swap(SHAPE, '.reshape(first.shape, order="F")'),
            swap(SHAPE, ".reshape(first.T.shape).T"),
            swap(MESH, 'np.meshgrid(x1, x2, indexing="ij")')
            + swap(SHAPE, ".reshape(first.T.shape)"),
            swap(POINTS, "[second.ravel(), first.ravel()]"),
            swap(MESH, "np.meshgrid(x2, x1)") + swap(SHAPE, ".reshape(first.T.shape)"),
            swap(MESH, "np.meshgrid(np.sort(x1), np.sort(x2))"),
            swap(MESH, "np.meshgrid(np.sort(x1), x2)"),
            swap(MESH, "np.meshgrid(x1, np.sort(x2))"),
        ],
        "classes-for-outputs": swap(
            GRID, "(ff_nn_relu(points, *params) > 0.5).astype(float).reshape(first.shape)"
        ),
        "activation-missing": swap(
            f"    return {GRID}",
            "    W, b, v, c = params\n    return (relu(points @ W + b) @ v + c).reshape(first.shape)",
        ),
        "other-axes": [
            swap(MESH, f"np.meshgrid(np.linspace({low}, len(x1)), np.linspace({high}, len(x2)))")
            for low, high in [
                ("x1.min(), x1.max()", "x2.min(), x2.max()"),
                ("-2, 2", "-2, 2"),
                ("-3, 3", "-3, 3"),
            ]
        ],
        "params-ignored": replace("params_init", start_of_notebook())
        + swap("*params)", "*params_init)"),
    },
)
