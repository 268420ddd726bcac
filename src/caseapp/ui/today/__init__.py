"""今日: what is due, worst first."""
