#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    ledgerbee_oracle::requests::check(data);
});
