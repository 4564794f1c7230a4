package indicators

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Problem is something wrong with input, at a place, with what to do about it.
type Problem struct {
	File   string // may be empty where there is none, as for a record in memory
	Line   int    // line, row or cell offset from 1; 0 where the whole file is meant
	Column string // name of the column or key; may be empty
	What   string // what was found and what was expected
	Remedy string // what to do; may be empty
}

// Texts of a file may be of any length; so much of them is told.
const (
	longestColumn = 300
	longestPart   = 2000
)

// Error returns `file:line: column "antal": cannot read "1,5x" as a number; remedy`, with "row 5" for a place without a file. What is longer than
// anybody reads loses its middle.
func (p Problem) Error() string {
	var b strings.Builder
	switch {
	case p.File != "" && p.Line > 0:
		fmt.Fprintf(&b, "%s:%d: ", p.File, p.Line)
	case p.File != "":
		b.WriteString(p.File + ": ")
	case p.Line > 0:
		fmt.Fprintf(&b, "row %d: ", p.Line)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, "column %q: ", lang.Cut(p.Column, longestColumn))
	}
	b.WriteString(lang.Cut(p.What, longestPart))
	if p.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(lang.Cut(p.Remedy, longestPart))
	}
	return b.String()
}

// Problems collects problems so that a stage reports all of them at once. Beyond a limit it only counts: a file of
// ten million bad rows needs one message, not ten million. The zero Problems is empty and ready.
type Problems struct {
	kept []error
	more int
}

const problemsKept = 50

// Add records an error; nil is ignored.
func (ps *Problems) Add(err error) {
	n, counted := err.(more)
	switch {
	case err == nil:
	case counted:
		ps.more += int(n)
	case len(ps.kept) < problemsKept:
		ps.kept = append(ps.kept, err)
	default:
		ps.more++
	}
}

// Len returns how many were added.
func (ps *Problems) Len() int { return len(ps.kept) + ps.more }

// Err returns all of them as one error, nil when there are none.
func (ps *Problems) Err() error { return errors.Join(ps.List()...) }

// List returns them one by one, the last telling how many more there were.
func (ps *Problems) List() []error {
	if ps.more == 0 {
		return ps.kept
	}
	return append(ps.kept[:len(ps.kept):len(ps.kept)], more(ps.more))
}

// more is how many problems were only counted.
type more int

func (n more) Error() string {
	return fmt.Sprintf("… and %s of this stage", lang.Count(int(n), "more problem"))
}

// Each returns the single errors of one that [Problems.Err] gave.
func Each(err error) []error {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return all.Unwrap()
	}
	return []error{err}
}
