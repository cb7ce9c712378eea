class Config:
    def __init__(self):
        self.timeout = 5

def use(cfg):
    return (cfg.timeout + cfg.
            timout)

use(Config())
