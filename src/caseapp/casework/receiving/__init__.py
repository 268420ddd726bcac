"""Receiving and registering (接收、登记): who asks for what, what is near it, one request in several parts."""
