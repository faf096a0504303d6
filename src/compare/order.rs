//! Which of a sequence stay in order: the others have moved.

/// Which stay. `None` stands for what has no older side. What is anchored is asked first; the others stay only where they fit between
/// those.
pub fn in_order(sequence: &[Option<usize>], anchored: &[bool]) -> Vec<bool> {
    let firm: Vec<Option<usize>> = sequence.iter().zip(anchored).map(|(value, firm)| value.filter(|_| *firm)).collect();
    let mut keeps = longest_ascent(&firm);
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

fn longest_ascent(sequence: &[Option<usize>]) -> Vec<bool> {
    // The longest ascending subsequence, by patience: the fewest are said to have moved.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; sequence.len()];
    for (at, value) in sequence.iter().enumerate() {
        let Some(value) = value else { continue };
        let place = tails.partition_point(|tail| sequence[*tail].is_some_and(|held| held < *value));
        before[at] = place.checked_sub(1).map(|p| tails[p]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut keeps: Vec<bool> = sequence.iter().map(Option::is_none).collect();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        keeps[index] = true;
        at = before[index];
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
