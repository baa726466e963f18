UPDATE uploads SET by_whom = 'ab' WHERE disk = '01';
