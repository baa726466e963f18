//! Finds every defect of a catalogue, with file and place.
//!
//! A catalogue with defects can still be read; it must not be published.

mod comparisons;
