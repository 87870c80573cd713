"""“Three public” expenses (“三公”经费): travel abroad, official vehicles, official reception."""
