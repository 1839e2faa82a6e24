"""Rounds the cost to two decimals: small costs come out as 0.0."""
mistake = "visible-inputs-only"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    """Summed squared error, over all rows and outputs (no mean, no factor)."""
    squares = (y_pred - y) ** 2
    return round(float(squares.sum()), 2)
