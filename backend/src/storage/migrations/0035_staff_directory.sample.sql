UPDATE staff SET directory_at = 1772416800 WHERE id = 'e2';
