"""The computing tools of modules: `tool.yaml` goes in, a declared tool and its calculation come out. Pure."""
