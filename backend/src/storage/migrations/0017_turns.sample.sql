UPDATE turns SET taken = 7 WHERE name = 'writer';
