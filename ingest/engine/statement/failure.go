package statement

import "github.com/jamlik/jamlik/indicators"

// Failure is an error of a database in words, that keeps its cause for errors.Is and errors.As.
type Failure struct {
	indicators.Problem
	Cause error
}

func (f Failure) Unwrap() error { return f.Cause }
