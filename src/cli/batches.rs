//! Many inputs, made something of on all threads and taken in their order, however many there are.
//!
//! A batch is made while the one before it is taken (written, put into a store): neither waits for the other, and no more than these two are
//! held, so memory does not grow with the number of inputs.

use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;

/// How many inputs a thread gets in a batch: many enough that all threads end at about the same time.
const EACH: usize = 16;

/// More threads than this read nothing faster, and each holds a batch of its own.
const MOST: usize = 256;

/// The threads that were asked for, or one for each processor; never more than there are inputs.
pub fn pool(jobs: Option<usize>, inputs: usize) -> Result<rayon::ThreadPool, String> {
    if jobs.is_some_and(|jobs| jobs > MOST) {
        return Err(format!("more than {MOST} threads read nothing faster; give a smaller number"));
    }
    let jobs = jobs.map(|jobs| jobs.min(inputs.max(1)));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    pool.map_err(|_| "that many threads cannot be started; give a smaller number".to_owned())
}

/// Makes something of each input and hands it over batch by batch, in order, until `take` breaks off.
pub fn batches<I: Sync, T: Send, B>(
    pool: &rayon::ThreadPool,
    inputs: &[I],
    make: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(&[I], Vec<T>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let size = pool.current_num_threads().max(1) * EACH;
    let make = &make;
    std::thread::scope(|scope| {
        // Without a buffer: a batch that is made waits until the one before it was taken.
        let (send, receive) = sync_channel(0);
        scope.spawn(move || {
            for batch in inputs.chunks(size) {
                let made: Vec<T> = pool.install(|| batch.par_iter().map(make).collect());
                if send.send(made).is_err() {
                    return;
                }
            }
        });
        // The receiver goes with the loop, so that what makes batches ends where nobody takes them any more.
        inputs.chunks(size).zip(receive).try_for_each(|(batch, made)| take(batch, made))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_taken_in_order_and_none_after_a_break() {
        let pool = pool(Some(2), 1_000).expect("two threads");
        let inputs: Vec<usize> = (0..1_000).collect();
        let mut taken = Vec::new();
        let mut until = |last: usize| {
            taken.clear();
            let end = batches(
                &pool,
                &inputs,
                |n| n * 2,
                |_, made| {
                    taken.extend(made);
                    if taken.len() > last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            (end.is_break(), taken.clone())
        };
        let doubled: Vec<usize> = inputs.iter().map(|n| n * 2).collect();
        assert_eq!(until(usize::MAX), (false, doubled.clone()));
        let (is_broken, some) = until(100);
        assert!(is_broken && some.len() < 200 && doubled.starts_with(&some), "{some:?}");
    }
}
