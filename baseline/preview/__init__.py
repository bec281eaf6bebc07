"""A preview without cloud, engine or network: mock monitor, real program, real policy pack."""
