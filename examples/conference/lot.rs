//! What is drawn by lot for made-up papers, texts and activities.

/// Numbers that look drawn by lot and are the same each time (Knuth's linear congruence).
pub struct Lot(pub u64);

impl Lot {
    /// A number below another.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count.max(1)
    }
}
