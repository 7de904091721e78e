"""Fitting and measuring the signals: needs the extra `train` and the data folder."""
