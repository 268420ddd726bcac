"""依申请公开办件台: an offline desk for government-information requests (政府信息公开申请)."""

__version__ = "0.8.0"
