#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yijian_fuzz_targets::conditions(bytes));
