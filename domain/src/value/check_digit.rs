//! The check characters of Chinese identifiers, each named after its standard.
//!
//! All functions take ASCII bytes and return the check character of the body, or `None` when a byte is outside the
//! alphabet of the standard or the body has the wrong length.

/// Value of `0`-`9`, `A`-`Z` as 0-35.
fn alphanumeric(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        _ => None,
    }
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

fn as_digit(value: u32) -> u8 {
    b'0' + value as u8
}

/// ISO 7064 MOD 11-2 over digits: `0`-`9` or `X`. Used by GB 11643 (resident identity numbers).
pub fn mod_11_2(body: &[u8]) -> Option<u8> {
    let mut product = 0;
    for &byte in body {
        product = (product + digit(byte)?) * 2 % 11;
    }
    Some(match (12 - product) % 11 {
        10 => b'X',
        value => as_digit(value),
    })
}

/// ISO 7064 MOD 11,10 over digits (GB/T 17710): GS15 registration numbers and food licence numbers.
pub fn mod_11_10(body: &[u8]) -> Option<u8> {
    let mut product = 10;
    for &byte in body {
        product = hybrid_step(product, digit(byte)?, 10);
    }
    Some(as_digit((11 - product) % 10))
}

/// ISO 7064 MOD 37,36 over digits and capitals (GB/T 17710): licence identifiers of GB/T 36904.
pub fn mod_37_36(body: &[u8]) -> Option<u8> {
    let mut product = 36;
    for &byte in body {
        product = hybrid_step(product, alphanumeric(byte)?, 36);
    }
    Some(match (37 - product) % 36 {
        value @ 0..=9 => as_digit(value),
        value => b'A' + (value - 10) as u8,
    })
}

/// One step of the hybrid systems of ISO 7064 with the moduli `modulus + 1` and `modulus`.
fn hybrid_step(product: u32, value: u32, modulus: u32) -> u32 {
    let sum = match (product + value) % modulus {
        0 => modulus,
        sum => sum,
    };
    sum * 2 % (modulus + 1)
}

/// The 31 characters of GB 32100-2015; the letters I, O, S, V and Z are left out.
pub const CREDIT_CODE_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Check character of the 17 characters of a unified social credit code, GB 32100-2015: weights 3^i mod 31.
pub fn gb_32100(body: &[u8]) -> Option<u8> {
    if body.len() != 17 {
        return None;
    }
    let (mut sum, mut weight) = (0, 1);
    for byte in body {
        let value = CREDIT_CODE_ALPHABET.iter().position(|known| known == byte)?;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    Some(CREDIT_CODE_ALPHABET[(31 - sum % 31) % 31])
}

/// Check character of the 8 characters of an organisation code, GB 11714-1997: `0`-`9` or `X`.
pub fn gb_11714(body: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (&byte, weight) in body.iter().zip(WEIGHTS) {
        sum += alphanumeric(byte)? * weight;
    }
    Some(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        value => as_digit(value),
    })
}

/// Check digit of a field of the machine readable zone, ICAO 9303: weights 7, 3, 1; the filler `<` counts 0.
pub fn mrz(field: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (&byte, weight) in field.iter().zip([7, 3, 1].into_iter().cycle()) {
        let value = if byte == b'<' { 0 } else { alphanumeric(byte)? };
        sum += value * weight;
    }
    Some(as_digit(sum % 10))
}
