//go:build !unix

package chromium

import "os/exec"

func ownGroup(*exec.Cmd) {}

// killGroup ends a command; a browser ends with its first process and its pipes.
func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
