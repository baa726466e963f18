UPDATE sessions SET second_factor = 1;
