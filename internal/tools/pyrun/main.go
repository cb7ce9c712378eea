package main
import ("os"; pyruntime "github.com/asynctools/asynctools/runtime")
func main(){ in:=pyruntime.New(pyruntime.Config{Args: os.Args[1:]}); os.Exit(in.RunFile(os.Args[1])) }
