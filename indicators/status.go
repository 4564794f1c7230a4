package indicators

import (
	"fmt"
	"strings"
)

// Status says why a value is there or why it is not. The zero Status is Missing: a forgotten status never passes for data.
type Status uint8

// The statuses. Reported, Derived, Nil and Rounded have a value; the others have none.
const (
	Missing       Status = iota // the source has no figure
	Reported                    // published by the source
	Derived                     // computed from published figures
	Nil                         // a true nothing, printed as a dash by the source: the value is 0
	Suppressed                  // withheld by the source to protect persons
	Rounded                     // published as an approximate figure
	NotApplicable               // cannot occur
)

var statusNames = [...]string{"missing", "reported", "derived", "nil", "suppressed", "rounded", "not_applicable"}

// String returns the status as it is written in tables.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", uint8(s))
}

// HasValue tells whether an observation of this status carries a number.
func (s Status) HasValue() bool { return s == Reported || s == Derived || s == Nil || s == Rounded }

// ParseStatus reads a status as written by [Status.String].
func ParseStatus(name string) (Status, error) {
	for i, n := range statusNames {
		if n == name {
			return Status(i), nil
		}
	}
	return Missing, fmt.Errorf("unknown status %q: one of %s", name, strings.Join(statusNames[:], ", "))
}
