INSERT INTO licences (code, version, case_number, number, body, at)
VALUES ('7H2K9M4P6Q8R3S5T', 1, '61032820260302000017', '610328202600001', '{}', 1772416800);

INSERT INTO licence_numbers (number, paper, case_number, item)
VALUES ('JY16103280000011', 'food_business_licence', '61032820260302000017', 'food_business_new');

INSERT INTO broken_promises (person, case_number, promise, at)
VALUES ('ee', '61032820260302000017', 'public_place_hygiene', 1772416800);
