//! The program `yijian`.

fn main() -> std::process::ExitCode {
    yijian_backend::cli::run()
}
