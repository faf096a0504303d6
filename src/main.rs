//! The command line: everything is in [`dispositif::cli`].

/// Reading makes many small things and throws them away: with the system's allocator that is a sixth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    dispositif::cli::run()
}
