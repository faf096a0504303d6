//! Which of a sequence stay in order: the others have moved.

/// Which stay. `None` stands for what has no older side. What is anchored is asked first; the others stay only where they fit between
/// those.
pub fn in_order(sequence: &[Option<usize>], anchored: &[bool]) -> Vec<bool> {
    let firm: Vec<Option<usize>> = sequence.iter().zip(anchored).map(|(value, firm)| value.filter(|_| *firm)).collect();
    let at_home: Vec<usize> = (0..firm.len()).filter(|at| firm[*at].is_some()).collect();
    let mut keeps: Vec<bool> = firm.iter().map(Option::is_none).collect();
    let ascent = crate::ascent::longest(at_home.iter().filter_map(|at| firm[*at]));
    ascent.into_iter().for_each(|position| keeps[at_home[position]] = true);
    let kept: Vec<Option<usize>> = firm.iter().zip(&keeps).map(|(value, keeps)| value.filter(|_| *keeps)).collect();
    // The least of what is kept behind each position; the greatest before it goes along.
    let mut least = vec![usize::MAX; sequence.len() + 1];
    for at in (0..sequence.len()).rev() {
        least[at] = kept[at].map_or(least[at + 1], |value| value.min(least[at + 1]));
    }
    let mut greatest = None;
    for at in 0..sequence.len() {
        if let (false, Some(value)) = (anchored[at], sequence[at]) {
            keeps[at] = greatest.is_none_or(|before| before < value) && value < least[at + 1];
        }
        greatest = greatest.max(kept[at]);
    }
    keeps
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn the_fewest_are_said_to_have_moved() {
        let all = [true; 5];
        assert_eq!(in_order(&[Some(0), Some(2), Some(1), None, Some(3)], &all).iter().filter(|k| !**k).count(), 1);
        assert_eq!(in_order(&[Some(3), Some(0), Some(1), Some(2)], &all[..4]), [false, true, true, true]);
        assert!(in_order(&[], &[]).is_empty());
    }

    #[test]
    fn what_was_typed_again_has_moved_rather_than_what_was_kept() {
        assert_eq!(in_order(&[Some(1), Some(0)], &[true, false]), [true, false]);
    }
}
