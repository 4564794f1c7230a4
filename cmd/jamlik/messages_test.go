package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestResultThatCannotBeWrittenIsAFailure(t *testing.T) {
	for _, args := range []string{"check --quiet", "index list", "index show gini --format json", "compare --quiet --indicator employed", "--help"} {
		var stderr bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(""), full{}, &stderr); code != exitFailed {
			t.Errorf("jamlik %s: exit status %d, want %d", args, code, exitFailed)
		}
		if !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("jamlik %s: stderr does not say why: %q", args, stderr.String())
		}
	}
}
