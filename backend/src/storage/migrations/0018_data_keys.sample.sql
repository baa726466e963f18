UPDATE drafts SET data_key = 'w1.AA' WHERE key = 'aa';
UPDATE applications SET data_key = 'w1.AA' WHERE number = '61032820260302000025';
