UPDATE staff SET demo = 1 WHERE id = 'e2';
