//go:build !linux

package replace

import (
	"errors"
	"os"
)

// Swap exchanges two names in a directory in one step, which only Linux can: elsewhere the error is always [errors.ErrUnsupported].
func Swap(*os.File, string, string) error { return errors.ErrUnsupported }
