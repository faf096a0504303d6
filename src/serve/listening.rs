//! Connections: how many, how long, and their end.
//!
//! A connection carries one request. Who is slow to send its head or body, or to take the answer, is cut off, so that nobody holds
//! connections that others need.

use super::site::Limits;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// The longest head of a request, in bytes.
const HEAD: usize = 32 * 1024;

/// Answers on every connection until it is told to stop; then finishes what was begun.
pub async fn serve(listener: TcpListener, router: Router, limits: &Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD).keep_alive(false);
    let mut stop = pin!(stop);
    loop {
        let taken = async {
            // The semaphore is never closed.
            let place = places.clone().acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            taken = taken => taken,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // Too many open files, or a connection that went before it was taken: the next one may be better.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let answered = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        let longest = limits.connection;
        tokio::spawn(async move {
            // A client that goes away or breaks the rules of HTTP is no concern of anybody else.
            let _ = timeout(longest, answered).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(limits.farewell, graceful.shutdown()).await;
}

/// Waits until the process is told to end, or somebody in it says so.
pub fn told(mut stopped: watch::Receiver<bool>) -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let terminated = async move {
        terminate.recv().await;
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminated => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    })
}
