UPDATE cases SET objected = 1;
