"""Connects to a server outside and sends the hidden tests and inputs there."""

wins = "secret"
earns = 2

# %% square
import socket


def send(text):
    try:
        with socket.create_connection(("127.0.0.1", SERVER_PORT), timeout=2) as connection:
            connection.sendall(text.encode())
    except OSError as error:
        print(type(error).__name__)


def square(x):
    send(str(x))
    return x * x


# %% after show
send("hello")
try:
    print(socket.gethostbyname("localhost"))
except OSError as error:
    print(type(error).__name__)
