package inspect

import "time"

// TimelineStep is one step of a task: when it became ready to run (negative:
// unknown), began and ended, since the recording began. The time of stops is
// left out.
type TimelineStep struct {
	Task                TaskID
	Ready, Began, Ended time.Duration
}

// TimelineQuery selects tasks of a recording: those that ran come first, then
// those that have been waiting ever since, both in order of creation.
type TimelineQuery struct {
	Filter string // part of the name, see Has
	Task   TaskID // this one only, unless 0
	Start  int
	Count  int // 0: all
}

// Timeline is what a recording holds of a page of tasks; Total counts all that
// match.
type Timeline struct {
	Recording bool
	Capacity  int
	Dropped   int // steps that were too many
	// Kept is since when no step is lost: 0, unless some were too many.
	Kept  time.Duration
	Now   time.Duration
	Total int
	Tasks []TimelineTask
}

// TimelineTask is a task of a recording, its oldest step first. What is known
// of a task that has ended is its ID and Name.
type TimelineTask struct {
	TaskInfo
	Ended bool
	Steps []TimelineStep
	// Since is when it was there already, before its first step (negative:
	// unknown); Ready is when it became ready for a step that has not begun
	// (negative: unknown, or it is not).
	Since, Ready time.Duration
}
