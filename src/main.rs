//! The command line: everything is in [`dispositif::cli`].

fn main() -> std::process::ExitCode {
    dispositif::cli::run()
}
