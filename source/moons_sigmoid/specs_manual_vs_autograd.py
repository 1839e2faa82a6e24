"""Inputs and known mistakes of the checks in manual_vs_autograd; never released."""

import torch
from gradspecs import Specs, drop, swap

specs = Specs()

WEIGHTS = ("W1", "b1", "W2", "b2")
SIZES = [
    {"inputs": 2, "hidden": 6, "outputs": 3},
    {"rows": 1, "inputs": 4, "hidden": 3, "outputs": 2},
    {"rows": 6, "inputs": 5, "hidden": 2, "outputs": 1},
    {"rows": 310, "inputs": 3, "hidden": 4, "outputs": 2},
]
FLOAT32 = {
    "rows": 9,
    "inputs": 4,
    "hidden": 3,
    "outputs": 2,
    "dtype": "float32",
    "facts": {"tolerance": 1e-4},
}


def tensor(values, dtype="float64"):
    return torch.tensor(values, dtype=getattr(torch, dtype))


def parameters(draw, inputs, hidden, outputs, scale=1.0, names=WEIGHTS, dtype="float64"):
    """Values shaped like the parameters of a model, under these names."""
    shapes = [(hidden, inputs), (hidden,), (outputs, hidden), (outputs,)]
    drawn = [tensor(draw.normal(*shape, scale=scale), dtype) for shape in shapes]
    return dict(zip(names, drawn, strict=True))


def batch(draw, rows, inputs, outputs, dtype="float64", mark=""):
    X, Y = draw.normal(rows, inputs), draw.classes(rows, outputs)
    return {f"X{mark}": tensor(X, dtype), f"Y{mark}": tensor(Y, dtype)}


def made(model="model", values=WEIGHTS, method="Manual2Layer"):
    """Steps that make a manual model with these parameters."""
    new = [f"{model} = {method}(inputs, hidden, outputs, rate)", f"{model}.learning_rate = rate"]
    return new + [f"{model}.{name} = {value}" for name, value in zip(WEIGHTS, values, strict=True)]


def counted(inputs, hidden, outputs, rate):
    return {"inputs": inputs, "hidden": hidden, "outputs": outputs, "rate": rate}


COUNTED = ("inputs", "hidden", "outputs", "rate")


# ------------------------------------------------------------------------------------------------ linear layer and sigmoid
@specs.inputs(
    "linear",
    returns="linear(A, W, b)",
    hidden=[
        {"inputs": 2, "units": 6},
        {"rows": 1, "inputs": 4, "units": 3},
        {"rows": 6, "units": 1},
        {"rows": 310, "inputs": 3, "units": 4},
        {"rows": 9, "inputs": 4, "units": 3, "dtype": "float32"},
    ],
    facts={"rows": "rows"},
    counts={"units": "units"},
)
def layer(draw, rows=7, inputs=5, units=4, dtype="float64"):
    values = draw.normal(rows, inputs), draw.normal(units, inputs), draw.normal(units)
    return [tensor(one, dtype) for one in values]


specs.mistakes("check_linear", {"bias-missing": drop(" + b")})


@specs.inputs(
    "sigmoid",
    returns="sigmoid(Z)",
    example=[{}, {"values": [-1000.0, 1000.0], "label": " at ±1000"}],
    hidden=[
        {"shape": (7,)},
        {"shape": (6, 1)},
        {"shape": (2, 3, 4)},
        {"shape": (320, 2)},
        {"shape": (3, 2), "dtype": "float32"},
        {"values": [[-800.0], [0.0], [750.0]]},
    ],
)
def entries(draw, shape=(2, 3), values=None, dtype="float64"):
    return [tensor(draw.uniform(*shape, low=-5, high=5) if values is None else values, dtype)]


FORMULA = "1 / (1 + torch.exp(-Z))"
specs.mistakes(
    "check_sigmoid",
    {
        "derivative-for-function": swap(FORMULA, f"{FORMULA} * (1 - {FORMULA})"),
        "wrong-activation": [swap(FORMULA, "torch.tanh(Z)"), swap(FORMULA, "torch.relu(Z)")],
        "exponent-sign": swap("-Z", "Z"),
        "reciprocal-missing": swap(FORMULA, "1 + torch.exp(-Z)"),
    },
)


# ------------------------------------------------------------------------------------------------------- the forward pass
FORWARD = [*SIZES, {"rows": 8, "hidden": 3, "scale": 3}, FLOAT32]
PUT = [f"automatic.{name} = {name}" for name in WEIGHTS] + [
    f"automatic.{name}.requires_grad_()" for name in WEIGHTS
]
COPIED = [*made("manual"), "automatic = Automatic2Layer(manual)"]
TURNS = ["Yhat = {0}(X)", "second = {0}(X2)"]


def passes(name, of, things, ways, over):
    return specs.scenario(
        name,
        of=of,
        things=things,
        given=(*COUNTED, *WEIGHTS, "X", "X2"),
        steps=ways,
        returns={"Yhat": "Yhat", "Yhat of a second batch": "second"},
        over=over,
        hidden=FORWARD,
        facts={"rows": "rows"},
    )


def two_batches(draw, rows=7, inputs=5, hidden=11, outputs=4, rate=0.7, scale=1.0, dtype="float64"):
    X, X2 = (tensor(draw.normal(rows, inputs, scale=scale), dtype) for _ in range(2))
    values = parameters(draw, inputs, hidden, outputs, scale, dtype=dtype)
    return {**counted(inputs, hidden, outputs, rate), **values, "X": X, "X2": X2}


passes(
    "forward pass",
    "manual_forward",
    ("Manual2Layer",),
    [[*made(), *(turn.format("model") for turn in TURNS)]],
    ("linear", "sigmoid"),
)(two_batches)
passes(
    "forward pass by autograd",
    "auto_forward",
    ("Automatic2Layer", "Manual2Layer"),
    [
        [*COPIED, *(turn.format("automatic") for turn in TURNS)],
        [*COPIED, *PUT, *(turn.format("automatic") for turn in TURNS)],
    ],
    ("linear", "sigmoid"),
)(two_batches)


def activations(first, second, one, other):
    """Mistakes of a forward pass: of its first and its second activation."""

    def at(new_first, new_second):
        return swap(first, new_first) + swap(second, new_second)

    plain = {"activation-missing": (one, other)}["activation-missing"]
    falling = [f"1 - {first.replace(')', ')', 1)}", f"1 - {second}"]
    return {
        "activation-missing": [swap(first, plain[0]), swap(second, plain[1]), at(*plain)],
        "activation-twice": [
            swap(first, f"torch.sigmoid({first})"),
            swap(second, f"torch.sigmoid({second})"),
        ],
        "wrong-activation": [
            swap(first, f"torch.tanh({plain[0]})"),
            swap(first, f"torch.relu({plain[0]})"),
            swap(second, f"torch.tanh({plain[1]})"),
            swap(second, f"torch.softmax({plain[1]}, dim=1)"),
            at(f"torch.tanh({plain[0]})", f"torch.tanh({plain[1]})"),
        ],
        "exponent-sign": at(*falling),
    }


specs.mistakes(
    "check_forward",
    {
        **activations("sigmoid(Z1)", "sigmoid(Z2)", "Z1", "Z2"),
        "bias-missing": [
            swap("self.b1)", "0 * self.b1)"),
            swap("self.b2)", "0 * self.b2)"),
            swap("self.b1)", "0 * self.b1)") + swap("self.b2)", "0 * self.b2)"),
        ],
        "bias-misplaced": [
            swap("Z1 = linear(X, self.W1, self.b1)", "Z1 = linear(X, self.W1, 0 * self.b1)")
            + swap("sigmoid(Z1)", "sigmoid(Z1) + self.b1"),
            swap("self.b2)", "0 * self.b2)")
            + swap("return sigmoid(Z2)", "return sigmoid(Z2) + self.b2"),
        ],
    },
)
ONE, TWO = (
    "torch.nn.functional.linear(X, self.W1, self.b1)",
    "torch.nn.functional.linear(A1, self.W2, self.b2)",
)
specs.mistakes(
    "check_auto_forward",
    {
        **activations(f"torch.sigmoid({ONE})", f"torch.sigmoid({TWO})", ONE, TWO),
        "bias-missing": [
            swap(", self.b1", ""),
            swap(", self.b2", ""),
            swap(", self.b1", "") + swap(", self.b2", ""),
        ],
        "bias-misplaced": [
            swap(f"torch.sigmoid({ONE})", "torch.sigmoid(X @ self.W1.T) + self.b1"),
            swap(f"torch.sigmoid({TWO})", "torch.sigmoid(A1 @ self.W2.T) + self.b2"),
        ],
    },
)


# --------------------------------------------------------------------------------------------------------------- the loss
def losses(name, of, things, new, model):
    turns = [f"perhaps {model}(X)", f"loss = {model}.bce_loss(Yhat, Y)"]
    return specs.scenario(
        name,
        of=of,
        things=things,
        given=(*COUNTED, *WEIGHTS, "X", "Yhat", "Y", "Yhat2", "Y2"),
        steps=[*new, *turns, f"second = {model}.bce_loss(Yhat2, Y2)"],
        returns={"the loss": "loss", "the loss of a second batch": "second"},
        hidden=[
            {"rows": 9, "outputs": 3},
            {"rows": 1, "outputs": 2},
            {"rows": 6, "outputs": 1},
            {"rows": 310, "outputs": 2},
            {"rows": 9, "outputs": 3, "dtype": "float32", "facts": {"tolerance": 1e-4}},
        ],
        facts={"rows": "rows", "outputs": "outputs", "mean_over": "entries"},
    )


def outputs_and_targets(draw, rows=7, inputs=5, hidden=3, outputs=4, rate=0.7, dtype="float64"):
    Yhats = {
        f"Yhat{mark}": tensor(draw.uniform(rows, outputs, low=0.03, high=0.97), dtype)
        for mark in ("", "2")
    }
    Ys = {f"Y{mark}": tensor(draw.classes(rows, outputs), dtype) for mark in ("", "2")}
    values = parameters(draw, inputs, hidden, outputs, dtype=dtype)
    X = tensor(draw.normal(rows, inputs), dtype)
    return {**counted(inputs, hidden, outputs, rate), **values, "X": X, **Yhats, **Ys}


losses("loss", "manual_loss", ("Manual2Layer",), made(), "model")(outputs_and_targets)
losses("loss by autograd", "auto_loss", ("Automatic2Layer", "Manual2Layer"), COPIED, "automatic")(
    outputs_and_targets
)

BCE = "-torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))"
MIXED = "(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))"


def of_loss(text):
    def instead(*others):
        return [swap(text, other) for other in others]

    def bce(values, targets="Y"):
        return BCE.replace("Yhat", "(_)").replace("Y", targets).replace("_", values)

    return {
        "loss-negative": instead(BCE[1:]),
        "negative-class-missing": instead("-torch.mean(Y * torch.log(Yhat))"),
        "positive-class-missing": instead("-torch.mean((1 - Y) * torch.log(1 - Yhat))"),
        "negative-class-sign": instead(BCE.replace(" + ", " - ")),
        "positive-class-sign": instead(BCE.replace(" + ", " - ")[1:]),
        "classes-exchanged": instead(bce("Yhat", "(1 - Y)")),
        "wrong-loss": instead(
            "torch.mean((Yhat - Y) ** 2)",
            "0.5 * torch.mean((Yhat - Y) ** 2)",
            "torch.sum((Yhat - Y) ** 2)",
            "0.5 * torch.sum((Yhat - Y) ** 2)",
            "torch.sum((Yhat - Y) ** 2) / len(Y)",
            "torch.mean(torch.abs(Yhat - Y))",
            "-torch.mean(torch.sum(Y * torch.log_softmax(Yhat, dim=1), dim=1))",
            "-torch.mean(torch.log(1 - torch.abs(torch.sum(Y - Yhat, dim=1)) / Y.shape[1]))",
        ),
        "wrong-logarithm": instead(
            BCE.replace("log", "log2"), BCE.replace("log", "log10"), BCE.replace("log", "log1p")
        ),
        "activation-twice": instead(bce("torch.sigmoid(Yhat)")),
        "outer-product": instead(
            "-torch.mean(Y.T @ torch.log(Yhat) + (1 - Y).T @ torch.log(1 - Yhat))",
            "-torch.sum(Y.T @ torch.log(Yhat) + (1 - Y).T @ torch.log(1 - Yhat))",
            "-torch.mean(Y @ torch.log(Yhat).T + (1 - Y) @ torch.log(1 - Yhat).T)",
            "-torch.sum(Y.T @ torch.log(Yhat) + (1 - Y).T @ torch.log(1 - Yhat)) / Y.numel()",
        ),
    }


specs.mistakes("check_loss", of_loss(BCE))
AUTO_BCE = "torch.nn.functional.binary_cross_entropy(Yhat, Y)"
specs.mistakes(
    "check_auto_loss",
    of_loss(AUTO_BCE) | {"arguments-exchanged": swap("(Yhat, Y)\n", "(Y, Yhat)\n")},
)


# ---------------------------------------------------------------------------------------------------------- the gradients
GRADIENTS = {name: f"model.{name}" for name in ("dW2", "db2", "dW1", "db1")}
KEPT = {"X": "X", "N": "rows", "A1": "A1", "A2": "Yhat", "Yhat": "Yhat", "Y": "Y"}
PUT_KEPT = [f"perhaps model.{name} = {value}" for name, value in KEPT.items()]
LOST = {
    "is not defined": "attribute-missing",
    "Layer' object has no attribute": "attribute-missing",
}


@specs.scenario(
    "backward pass",
    of="manual_backward",
    things=("Manual2Layer",),
    given=(*COUNTED, *WEIGHTS, "X", "Y", "A1", "Yhat", "rows"),
    steps=[*made(), "perhaps model.bce_loss(model(X), Y)", *PUT_KEPT, "partly model.backward()"],
    returns=GRADIENTS,
    over=("linear", "sigmoid"),
    errors=LOST,
    hidden=[*SIZES, FLOAT32],
    facts={"rows": "rows", "outputs": "outputs", "mean_over": "entries", "learning_rate": "rate"},
)
def after_a_forward_pass(draw, rows=7, inputs=5, hidden=11, outputs=4, rate=0.7, dtype="float64"):
    values = parameters(draw, inputs, hidden, outputs, 0.8, dtype=dtype)
    data = batch(draw, rows, inputs, outputs, dtype)
    A1 = torch.sigmoid(data["X"] @ values["W1"].T + values["b1"])
    Yhat = torch.sigmoid(A1 @ values["W2"].T + values["b2"])
    return {
        **counted(inputs, hidden, outputs, rate),
        **values,
        **data,
        "A1": A1,
        "Yhat": Yhat,
        "rows": rows,
    }


ERROR = "(self.Yhat - self.Y)"
SLOPE = " * self.Yhat * (1 - self.Yhat)"
LINK = f"{ERROR} / (self.Yhat * (1 - self.Yhat))"
AT_HIDDEN = " * self.A1 * (1 - self.A1)"
LOGIT = "torch.log({0} / (1 - {0}))"


def at_output(*values):
    return [swap(ERROR, value) for value in values]


def at_hidden(*values):
    return [swap(AT_HIDDEN, value) for value in values]


def both(output, hidden):
    return swap(ERROR, output) + swap(AT_HIDDEN, hidden)


TWICE = " * torch.sigmoid({0}) * (1 - torch.sigmoid({0}))"
AGAIN_OUT, AGAIN = LINK + TWICE.format("self.Yhat"), TWICE.format("self.A1")
Z_OUT = f"{LINK} * _ * (1 - _)".replace("_", LOGIT.format("self.Yhat"))
Z_HIDDEN = " * _ * (1 - _)".replace("_", LOGIT.format("self.A1"))
TANH_OUT, TANH = f"{LINK} * (1 - self.Yhat**2)", " * (1 - self.A1**2)"
HALVES_OUT = f"{LINK} * self.Yhat", f"{LINK} * (1 - self.Yhat)"
HALVES = " * self.A1", " * (1 - self.A1)"
EXTRA = f"{ERROR}{SLOPE}"
output_mistakes = {
    "output-derivative-extra": at_output(EXTRA, f"2 * {EXTRA}"),
    "output-link-missing": at_output(LINK),
    "error-missing": at_output("self.Yhat", "-self.Y"),
    "notebook-variable": swap("self.N *", "100 *"),
    "number-written-in": swap("self.Y.shape[1]", "2"),
    "activation-of-activation": at_output(AGAIN_OUT),
    "derivative-of-preactivation": at_output(Z_OUT),
    "derivative-incomplete": at_output(*HALVES_OUT),
    "wrong-derivative": at_output(TANH_OUT),
}
specs.mistakes("check_db2", output_mistakes)
specs.mistakes(
    "check_dW2",
    output_mistakes
    | {
        "preactivation-for-activation": swap(
            "dZ2.T @ self.A1", f"dZ2.T @ {LOGIT.format('self.A1')}"
        ),
        "wrong-layer": swap("dZ2.T @ self.A1", "dZ2.T @ self.X"),
    },
)
hidden_mistakes = output_mistakes | {
    "output-derivative-extra": [*at_output(EXTRA, f"2 * {EXTRA}"), both(EXTRA, "")],
    "activation-of-activation": [*at_output(AGAIN_OUT), *at_hidden(AGAIN), both(AGAIN_OUT, AGAIN)],
    "derivative-of-preactivation": [*at_output(Z_OUT), *at_hidden(Z_HIDDEN), both(Z_OUT, Z_HIDDEN)],
    "derivative-incomplete": [
        *at_output(*HALVES_OUT),
        *at_hidden(*HALVES),
        both(HALVES_OUT[0], HALVES[0]),
        both(HALVES_OUT[1], HALVES[1]),
    ],
    "wrong-derivative": [
        *at_output(TANH_OUT),
        *at_hidden(TANH),
        both(TANH_OUT, TANH),
        both(LINK, TANH),
    ],
    "hidden-derivative-missing": at_hidden(""),
    "derivatives-missing": both(LINK, ""),
    "derivative-twice": at_hidden(AT_HIDDEN * 2),
}
specs.mistakes("check_db1", hidden_mistakes)
specs.mistakes(
    "check_dW1", hidden_mistakes | {"wrong-layer": swap("dZ1.T @ self.X", "dZ1.T @ self.A1")}
)


# ------------------------------------------------------------------------------------------------------------- the update
STEPS = {f"{name} after one update": name for name in WEIGHTS}


def updates(name, of, things, ways, gradients, over=(), more=None, **declared):
    rounds = {f"{name} after one update": f"{name}_1" for name in WEIGHTS}
    rounds |= {f"{name} after two updates": f"{name}_2" for name in WEIGHTS}
    declared["wrong"] = {
        f"{name} after two updates": "updates-differ" for name in WEIGHTS
    } | declared.get("wrong", {})
    return specs.scenario(
        name,
        of=of,
        things=things,
        steps=ways,
        returns=rounds | (more or {}),
        over=over,
        facts={"learning_rate": "rate"},
        starts={f"{name} after one update": name for name in WEIGHTS},
        **declared,
    )


FIRST, SECOND = ([f"{mark}{name}" for name in WEIGHTS] for mark in ("d", "e"))
GIVE = [f"model.d{name} = {{}}{name}" for name in WEIGHTS]


def rounds_of(model, put):
    steps = []
    for number, mark in ((1, "d"), (2, "e")):
        steps += [put.format(name=name, mark=mark) for name in WEIGHTS]
        steps += [f"{model}.update()", *(f"{name}_{number} = {model}.{name}" for name in WEIGHTS)]
    return steps


UPDATED = [
    {"inputs": 2, "hidden": 6, "outputs": 3, "rate": 0.3},
    {"inputs": 4, "hidden": 3, "outputs": 2, "rate": 1.7},
    {"inputs": 3, "hidden": 2, "outputs": 1, "rate": 0.02},
    {
        "inputs": 3,
        "hidden": 4,
        "outputs": 2,
        "rate": 0.6,
        "dtype": "float32",
        "facts": {"tolerance": 1e-4},
    },
]


def with_gradients(draw, inputs=5, hidden=11, outputs=4, rate=0.7, dtype="float64"):
    drawn = [
        parameters(draw, inputs, hidden, outputs, names=names, dtype=dtype)
        for names in (WEIGHTS, FIRST, SECOND)
    ]
    return counted(inputs, hidden, outputs, rate) | drawn[0] | drawn[1] | drawn[2]


updates(
    "update",
    "manual_update",
    ("Manual2Layer",),
    [[*made(), *rounds_of("model", "model.d{name} = {mark}{name}")]],
    FIRST,
    given=(*COUNTED, *WEIGHTS, *FIRST, *SECOND),
    errors={"must match the size": "wrong-gradient", "match the broadcast shape": "wrong-gradient"},
    hidden=UPDATED,
)(with_gradients)
specs.mistakes("check_update", {"notebook-variable": swap("self.learning_rate", "0.1")})


# --------------------------------------------------------------------------------------------------------- the parameters
@specs.scenario(
    "parameters",
    of="Manual2Layer",
    things=("Manual2Layer", "seeded_model"),
    given=(*COUNTED, "seed"),
    steps=[
        "plain = Manual2Layer(inputs, hidden, outputs, rate)",
        "model = seeded_model(seed, inputs, hidden, outputs, rate)",
    ],
    returns={"learning_rate": "model.learning_rate"} | {name: f"model.{name}" for name in WEIGHTS},
    example=[{}, {"inputs": 7, "hidden": 5, "seed_of_torch": 8, "label": " after another seed"}],
    hidden=[
        {"inputs": 6, "hidden": 3, "outputs": 5, "rate": 0.05},
        {"inputs": 2, "hidden": 5, "outputs": 4, "rate": 1.5, "seed_of_torch": 9},
        {"inputs": 4, "hidden": 1, "outputs": 2, "rate": 0.3},
        {"inputs": 2, "hidden": 3, "outputs": 1, "rate": 0.6},
        {"inputs": 30, "hidden": 40, "outputs": 20},
    ],
)
def sizes(draw, inputs=5, hidden=11, outputs=4, rate=0.7, seed_of_torch=7):
    return counted(inputs, hidden, outputs, rate) | {"seed": seed_of_torch}


DRAWN = {
    "W1": "        self.W1 = torch.randn(n1, nx)\n",
    "b1": "        self.b1 = torch.randn(n1)\n",
    "W2": "        self.W2 = torch.randn(ny, n1)\n",
    "b2": "        self.b2 = torch.randn(ny)",
}


def drawn_in(*order):
    lines = [DRAWN[name].strip("\n") for name in order]
    return swap("".join(DRAWN.values()), "\n".join(lines))


RATE = "        self.learning_rate = learning_rate\n"
specs.mistakes(
    "check_parameters",
    {
        "all-alike": [
            swap("randn", "zeros"),
            swap("randn", "ones"),
            swap("torch.randn(n1)", "0 * torch.randn(n1)")
            + swap("torch.randn(ny)", "0 * torch.randn(ny)"),
            swap("torch.randn(n1)", "1 + 0 * torch.randn(n1)")
            + swap("torch.randn(ny)", "1 + 0 * torch.randn(ny)"),
        ],
        "wrong-distribution": [
            swap("torch.randn", "torch.rand"),
            swap("torch.randn", "2 * torch.rand"),
            swap("torch.randn", "-0.5 + torch.rand"),
            swap("torch.randn", "-1 + 2 * torch.rand"),
            *(swap("torch.randn", f"{scale} * torch.randn") for scale in (0.001, 0.01, 0.1)),
            swap("randn(n1, nx)", "randn(n1, nx) / nx**0.5")
            + swap("randn(ny, n1)", "randn(ny, n1) / n1**0.5"),
        ],
        "draw-order": [
            drawn_in("W1", "W2", "b1", "b2"),
            drawn_in("b1", "W1", "b2", "W2"),
            drawn_in("W2", "b2", "W1", "b1"),
            drawn_in("b1", "b2", "W1", "W2"),
            drawn_in("W2", "W1", "b2", "b1"),
        ],
        "seed-inside": [
            swap(RATE, f"{RATE}        torch.manual_seed({seed})\n")
            for seed in (0, 1, 2, 42, 123, 1234)
        ],
        "notebook-variable": swap("n1, nx)", "3, 3)")
        + swap("randn(n1)", "randn(3)")
        + swap("ny, n1)", "2, 3)")
        + swap("randn(ny)", "randn(2)"),
    },
)


# --------------------------------------------------------------------------------------------------------------- own data
NAMES = ("dW2", "db2", "dW1", "db1")


def read(model, mark, names=NAMES, after=""):
    return [f"perhaps {mark}_{name} = {model}.{name}{after}" for name in names]


def complete(model, X="X", Y="Y"):
    return [f"{model}.bce_loss({model}({X}), {Y})", f"partly {model}.backward()"]


AFTER = ("X", "Y", "A1", "Yhat", *WEIGHTS)


@specs.scenario(
    "kept values",
    of="manual_backward",
    things=("Manual2Layer",),
    given=(*COUNTED, *WEIGHTS, "X", "Y", "A1", "Yhat", "rows"),
    steps=[
        *made(),
        "perhaps model.bce_loss(model(X), Y)",
        *PUT_KEPT,
        "perhaps model.backward()",
        *read("model", "after", AFTER),
    ],
    returns={f"self.{name} after the backward pass": f"after_{name}" for name in AFTER},
    wrong={f"self.{name} after the backward pass": "arguments-changed" for name in AFTER},
    optional=[f"self.{name} after the backward pass" for name in AFTER],
    hidden=SIZES[:1],
)
def put_in_its_place(draw, rows=7, inputs=5, hidden=11, outputs=4, rate=0.7):
    return after_a_forward_pass(draw, rows, inputs, hidden, outputs, rate)


@specs.scenario(
    "own data",
    of="manual_backward",
    things=("Manual2Layer",),
    given=(*COUNTED, *WEIGHTS, "X", "Y", "A1", "Yhat", "rows"),
    steps=[
        *made("right"),
        "perhaps right.bce_loss(right(X), Y)",
        *(step.replace("model", "right") for step in PUT_KEPT),
        "perhaps right.backward()",
        *read("right", "right"),
        *made(),
        "Yhats = model(X)",
        "perhaps model.bce_loss(Yhats, Y)",
        "partly model.backward()",
        *read("model", "own"),
    ],
    returns={"Yhat": "Yhats"} | {name: f"own_{name}" for name in NAMES},
    own={name: f"right_{name}" for name in NAMES},
    wrong=dict.fromkeys(NAMES, "kept-wrong"),
    provided=dict.fromkeys(NAMES, "Yhat"),
    optional=NAMES,
    over=("linear", "sigmoid"),
    errors=LOST,
    hidden=SIZES[:2],
)
def same_again(draw, rows=7, inputs=5, hidden=11, outputs=4, rate=0.7):
    return after_a_forward_pass(draw, rows, inputs, hidden, outputs, rate)


TURNS_OF = {"one of two models": "one", "the other model": "other", "a second batch": "again"}
V = [f"V{name}" for name in WEIGHTS]


@specs.scenario(
    "two models",
    of="manual_backward",
    things=("Manual2Layer",),
    given=(*COUNTED, *WEIGHTS, *V, "X", "Y", "X2", "Y2", "X3", "Y3"),
    steps=[
        *made("alone"),
        *complete("alone"),
        *read("alone", "alone_one"),
        *made("alone", V),
        *complete("alone", "X2", "Y2"),
        *read("alone", "alone_other"),
        *made("alone"),
        *complete("alone", "X3", "Y3"),
        *read("alone", "alone_again"),
        *made("one"),
        *made("other", V),
        "Yhat = one(X)",
        "Yhat2 = other(X2)",
        "perhaps one.bce_loss(Yhat, Y)",
        "perhaps other.bce_loss(Yhat2, Y2)",
        "partly one.backward()",
        "partly other.backward()",
        *read("one", "one"),
        *read("other", "other"),
        "perhaps one.bce_loss(one(X3), Y3)",
        "partly one.backward()",
        *read("one", "again"),
    ],
    returns={
        f"{name} of {turn}": f"{mark}_{name}" for turn, mark in TURNS_OF.items() for name in NAMES
    },
    own={
        f"{name} of {turn}": f"alone_{mark}_{name}"
        for turn, mark in TURNS_OF.items()
        for name in NAMES
    },
    wrong={f"{name} of {turn}": "state-not-own" for turn in TURNS_OF for name in NAMES},
    optional=[f"{name} of {turn}" for turn in TURNS_OF for name in NAMES],
    apart={
        f"{name} of {turn}": f"{name} of {other}"
        for turn, other in zip(TURNS_OF, [*TURNS_OF][1:] + [*TURNS_OF][:1], strict=True)
        for name in NAMES
    },
    over=("linear", "sigmoid"),
    errors=LOST,
    hidden=[
        {"rows": 6, "third": 1, "inputs": 2, "hidden": 5, "outputs": 3},
        {"rows": 1, "third": 8, "inputs": 4, "hidden": 3, "outputs": 2},
        {"rows": 9, "third": 9, "inputs": 4, "hidden": 3, "outputs": 2},
    ],
    counts={"third": "rows"},
)
def three_batches(draw, rows=7, third=9, inputs=5, hidden=11, outputs=4, rate=0.7):
    values = parameters(draw, inputs, hidden, outputs) | parameters(
        draw, inputs, hidden, outputs, names=V
    )
    batches = [batch(draw, rows, inputs, outputs), batch(draw, rows, inputs, outputs, mark="2")]
    last = batch(draw, third, inputs, outputs, mark="3")
    return counted(inputs, hidden, outputs, rate) | values | batches[0] | batches[1] | last


# ------------------------------------------------------------------------------------------------------------- the copies
SHARED = {f"{name} after the manual model's is overwritten": f"still_{name}" for name in WEIGHTS}
TRACKED = {
    f"requires_grad of the manual model's {name}": f"manual.{name}.requires_grad"
    for name in WEIGHTS
}
LEAVES = {f"{name}.requires_grad": f"automatic.{name}.requires_grad" for name in WEIGHTS}
LEAVES |= {f"{name}.is_leaf": f"automatic.{name}.is_leaf" for name in WEIGHTS}


@specs.scenario(
    "copies",
    of="Automatic2Layer",
    things=("Automatic2Layer", "Manual2Layer"),
    given=(*COUNTED, *WEIGHTS),
    steps=[
        *COPIED,
        *(f"copy_{name} = automatic.{name}" for name in WEIGHTS),
        *(f"manual.{name}.data.zero_()" for name in WEIGHTS),
        *(f"still_{name} = automatic.{name}" for name in WEIGHTS),
    ],
    returns={
        "learning_rate": "automatic.learning_rate",
        **{name: f"copy_{name}" for name in WEIGHTS},
        **SHARED,
        **TRACKED,
        **LEAVES,
    },
    wrong=dict.fromkeys(SHARED, "parameters-aliased")
    | dict.fromkeys(TRACKED, "original-tracked")
    | dict.fromkeys(LEAVES, "not-tracked"),
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 3},
        {"inputs": 5, "hidden": 3, "outputs": 1, "rate": 0.3},
        {"inputs": 4, "hidden": 3, "outputs": 2, "dtype": "float32"},
    ],
)
def to_be_copied(draw, inputs=5, hidden=11, outputs=4, rate=0.7, dtype="float64"):
    return counted(inputs, hidden, outputs, rate) | parameters(
        draw, inputs, hidden, outputs, dtype=dtype
    )


specs.mistakes(
    "check_auto_copies",
    {"notebook-variable": swap("manual_model.learning_rate", "0.1")},
    otherwise="not-copied",
)


# ------------------------------------------------------------------------------------------------ autograd's backward pass
GRADS = {f"{name}.grad": f"first_{name}" for name in WEIGHTS}
AGAIN_GRADS = {f"{name}.grad of a second batch": f"second_{name}" for name in WEIGHTS}
BOTH_ROUNDS = [
    "loss = automatic.bce_loss(automatic(X), Y)",
    "automatic.backward()",
    *(f"first_{name} = automatic.{name}.grad" for name in WEIGHTS),
    *(f"automatic.{name}.grad = None" for name in WEIGHTS),
    "loss2 = automatic.bce_loss(automatic(X2), Y2)",
    "automatic.backward()",
    *(f"second_{name} = automatic.{name}.grad" for name in WEIGHTS),
]


@specs.scenario(
    "backward pass by autograd",
    of="auto_backward",
    things=("Automatic2Layer", "Manual2Layer"),
    given=(*COUNTED, *WEIGHTS, "X", "Y", "X2", "Y2"),
    steps=[[*COPIED, *BOTH_ROUNDS], [*COPIED, *PUT, *BOTH_ROUNDS]],
    returns=GRADS | AGAIN_GRADS,
    own={f"{name}.grad": f"slope loss {name}" for name in WEIGHTS}
    | {f"{name}.grad of a second batch": f"slope loss2 {name}" for name in WEIGHTS},
    missing=dict.fromkeys([*GRADS, *AGAIN_GRADS], ("grad-empty", "graph-cut")),
    errors={
        "does not require grad": "graph-cut",
        "object has no attribute 'backward'": "graph-cut",
        "a second time": "graph-used-twice",
        "Layer' object has no attribute": "attribute-missing",
    },
    hidden=[*SIZES, FLOAT32],
    facts={"rows": "rows", "outputs": "outputs", "mean_over": "entries"},
)
def one_after_the_other(draw, rows=9, inputs=5, hidden=4, outputs=7, rate=0.7, dtype="float64"):
    values = parameters(draw, inputs, hidden, outputs, dtype=dtype)
    data = [batch(draw, rows, inputs, outputs, dtype, mark) for mark in ("", "2")]
    return counted(inputs, hidden, outputs, rate) | values | data[0] | data[1]


specs.mistakes(
    "check_auto_backward",
    {
        "backward-twice": swap(
            "    self.loss.backward()",
            "    self.loss.backward(retain_graph=True)\n    self.loss.backward()",
        ),
    },
)


# ------------------------------------------------------------------------------------------------------ autograd's update
U = [f"U{name}" for name in WEIGHTS]
LEFT = {f"{name}.requires_grad after an update": f"requires_{name}" for name in WEIGHTS}
LEFT |= {f"{name}.is_leaf after an update": f"leaf_{name}" for name in WEIGHTS}
NEXT = {f"{name}.grad of the next step": f"next_{name}" for name in WEIGHTS}
GIVEN_ROUNDS = rounds_of("automatic", "automatic.{name}.grad = {mark}{name}")
HALF = len(GIVEN_ROUNDS) // 2
ON = [
    *GIVEN_ROUNDS[:HALF],
    *(f"requires_{name} = automatic.{name}.requires_grad" for name in WEIGHTS),
    *(f"leaf_{name} = automatic.{name}.is_leaf" for name in WEIGHTS),
    *("partly " + step for step in GIVEN_ROUNDS[HALF:]),
    "perhaps automatic.bce_loss(automatic(X), Y)",
    "perhaps automatic.backward()",
    *read("automatic", "next", WEIGHTS, ".grad"),
]
FRESH = [
    *made("manual", U),
    "fresh = Automatic2Layer(manual)",
    "perhaps fresh.bce_loss(fresh(X), Y)",
    "perhaps fresh.backward()",
    *read("fresh", "alone", WEIGHTS, ".grad"),
    *COPIED,
    "automatic.learning_rate = rate",
]


@updates(
    "update by autograd",
    "auto_update",
    ("Automatic2Layer", "Manual2Layer"),
    [[*FRESH, *ON], [*FRESH, *PUT, *ON]],
    FIRST,
    more=LEFT | NEXT,
    given=(*COUNTED, *WEIGHTS, *FIRST, *SECOND, *U, "X", "Y"),
    own={f"{name}.grad of the next step": f"alone_{name}" for name in WEIGHTS},
    wrong=dict.fromkeys(LEFT, "requires-grad-lost") | dict.fromkeys(NEXT, "gradients-not-cleared"),
    missing=dict.fromkeys(NEXT, ("autograd-left-off", "autograd-left-off")),
    final=("autograd-left-off",),
    errors={
        "a leaf Variable": "update-tracked",
        "must match the size": "wrong-gradient",
        "match the broadcast shape": "wrong-gradient",
        "'NoneType'": "gradient-lost",
        "Layer' object has no attribute": "attribute-missing",
    },
    hidden=UPDATED,
)
def with_a_next_step(draw, rows=9, inputs=5, hidden=11, outputs=4, rate=0.7, dtype="float64"):
    found = with_gradients(draw, inputs, hidden, outputs, rate, dtype)
    data = batch(draw, rows, inputs, outputs, dtype)
    after = {
        f"U{name}": found[name] - rate * (found[f"d{name}"] + found[f"e{name}"]) for name in WEIGHTS
    }
    return found | data | after


specs.mistakes("check_auto_update", {"notebook-variable": swap("self.learning_rate", "0.1")})


# --------------------------------------------------------------------------------------------------------- the comparison
@specs.inputs(
    "largest_differences",
    returns=("dW1", "db1", "dW2", "db2"),
    as_dict=True,
    example={"seed": 2},
    hidden=[
        {"inputs": 2, "hidden": 6, "outputs": 3},
        {"inputs": 5, "hidden": 3, "outputs": 1},
        {"inputs": 4, "hidden": 3, "outputs": 2, "apart": -2.0},
        {"inputs": 4, "hidden": 3, "outputs": 2, "apart": 0.0},
        {"inputs": 3, "hidden": 3, "outputs": 2, "apart": 1e-6},
        {"inputs": 3, "hidden": 4, "outputs": 2, "dtype": "float32", "facts": {"tolerance": 1e-4}},
    ],
)
def two_sets(draw, inputs=5, hidden=11, outputs=4, apart=0.3, dtype="float64"):
    ours, changes = (parameters(draw, inputs, hidden, outputs, dtype=dtype) for _ in range(2))
    return [list(ours.values()), [ours[name] + apart * changes[name] for name in WEIGHTS]]


LARGEST = "(a - b).abs().max()"


def largest(*others):
    return [swap(LARGEST, other) for other in others]


specs.mistakes(
    "check_compare",
    {
        "absolute-missing": largest(
            "(a - b).max()", "(b - a).max()", "(a - b).min()", "(b - a).min()"
        ),
        "mean-for-largest": largest("(a - b).abs().mean()", "(a - b).mean()", "(b - a).mean()"),
        "largest-first": largest(
            "(a.max() - b.max())",
            "(b.max() - a.max())",
            "(a.max() - b.max()).abs()",
            "(a.abs().max() - b.abs().max()).abs()",
        ),
        "relative-difference": largest(
            "((a - b) / a).abs().max()",
            "((a - b) / b).abs().max()",
            "((a - b).abs() / (a.abs() + b.abs())).max()",
            "((a - b).abs().max() / a.abs().max())",
            "((a - b).abs().max() / b.abs().max())",
            "((a - b).abs() / torch.maximum(a.abs(), b.abs())).max()",
        ),
        "norm-for-largest": largest(
            "(a - b).norm()",
            "(a - b).abs().sum()",
            "((a - b) ** 2).sum()",
            "((a - b) ** 2).mean()",
            "((a - b) ** 2).mean().sqrt()",
        ),
    },
)
