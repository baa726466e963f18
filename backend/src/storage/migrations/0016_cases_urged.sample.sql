UPDATE cases SET urged = 1;
